using System.Security.Cryptography;
using System.Text;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>The key that names the app, or the one before it. They are compared in constant time, which also hides their lengths: short keys are filled
/// up, longer ones are hashed.</summary>
public sealed class ApiKey(Settings settings)
{
    public const string Header = "x-api-key";
    private const int ComparedLength = 128;

    private readonly byte[] _expected = ComparedOf(settings.ApiKey);
    private readonly byte[]? _previous = settings.ApiKeyPrevious is { } previous ? ComparedOf(previous) : null;

    public bool IsIn(HttpRequest request) => request.Headers[Header] is [{ } given] && IsExpected(given);

    private bool IsExpected(string given)
    {
        Span<byte> compared = stackalloc byte[ComparedLength];
        Fill(compared, given);
        return CryptographicOperations.FixedTimeEquals(compared, _expected)
            | (_previous is not null && CryptographicOperations.FixedTimeEquals(compared, _previous));
    }

    private static byte[] ComparedOf(string key)
    {
        var compared = new byte[ComparedLength];
        Fill(compared, key);
        return compared;
    }

    // The first byte tells keys from hashes. No key has a byte 0, so a filled key equals no other one.
    private static void Fill(Span<byte> compared, string key)
    {
        compared.Clear();
        if (key.Contains('\0') || !Encoding.UTF8.TryGetBytes(key, compared[1..], out _))
        {
            compared.Clear();
            compared[0] = 1;
            SHA256.HashData(Encoding.UTF8.GetBytes(key), compared[1..]);
        }
    }
}
