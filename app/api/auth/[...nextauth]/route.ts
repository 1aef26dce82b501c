import { authRoute } from '#http/auth-route.ts'

export { authRoute as GET, authRoute as POST }
