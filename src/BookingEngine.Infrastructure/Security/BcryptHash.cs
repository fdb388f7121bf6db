using BCrypt.Net;

namespace BookingEngine.Infrastructure.Security;

/// <summary>Hashes of users imported from an earlier implementation. Bcrypt reads only the first 72 bytes of a password. The first sign-in
/// replaces the hash.</summary>
internal static class BcryptHash
{
    public static bool IsBcrypt(string hash) => hash.Length == 60 && hash[0] == '$' && hash[1] == '2' && hash[3] == '$';

    public static bool Verify(string password, string hash)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash);
        }
        catch (SaltParseException)
        {
            return false;
        }
    }
}
