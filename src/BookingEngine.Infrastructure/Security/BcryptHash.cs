using BCrypt.Net;

namespace BookingEngine.Infrastructure.Security;

/// <summary>Hashes that came with the users of an earlier implementation. They are verified as they are, to 72 bytes of the password, and
/// replaced at the first sign-in.</summary>
internal static class BcryptHash
{
    public static bool IsOne(string hash) => hash.Length == 60 && hash[0] == '$' && hash[1] == '2' && hash[3] == '$';

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
