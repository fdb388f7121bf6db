using System.Globalization;
using BCrypt.Net;

namespace BookingEngine.Infrastructure.Security;

/// <summary>Hashes of users imported from an earlier implementation. Bcrypt reads only the first 72 bytes of a password. The first sign-in
/// replaces the hash.</summary>
internal static class BcryptHash
{
    public static bool IsBcrypt(string hash) => hash.Length == 60 && hash[0] == '$' && hash[1] == '2' && hash[3] == '$';

    /// <summary>The highest cost that is checked: about a second of a processor. Each step doubles it, and 31 takes days.</summary>
    public const int MaximumCost = 14;

    /// <summary>Whether its cost is so high that it is not checked.</summary>
    public static bool IsTooCostly(string hash) => !int.TryParse(hash.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost) || cost > MaximumCost;

    public static bool Verify(string password, string hash)
    {
        if (IsTooCostly(hash))
        {
            return false;
        }

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
