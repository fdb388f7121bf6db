using System.Security.Cryptography;
using System.Text;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>The key that names the app. Keys are compared by hash in constant time.</summary>
public sealed class ApiKey(Settings settings)
{
    public const string Header = "x-api-key";
    private const int LongestOnStack = 128;
    private readonly byte[] _expected = Hash(settings.ApiKey);

    public bool IsIn(HttpRequest request)
    {
        if (request.Headers[Header] is not [{ } given])
        {
            return false;
        }

        Span<byte> text = given.Length <= LongestOnStack ? stackalloc byte[LongestOnStack * 3] : new byte[Encoding.UTF8.GetByteCount(given)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(given, text)], hash);
        return CryptographicOperations.FixedTimeEquals(hash, _expected);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
