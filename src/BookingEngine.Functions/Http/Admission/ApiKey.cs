using System.Security.Cryptography;
using System.Text;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>The key that names the app, or the one before it. Keys are compared by hash in constant time.</summary>
public sealed class ApiKey(Settings settings)
{
    public const string Header = "x-api-key";
    private readonly byte[] _expected = Hash(settings.ApiKey), _previous = Hash(settings.ApiKeyPrevious ?? settings.ApiKey);

    public bool IsIn(HttpRequest request) =>
        request.Headers[Header] is [{ } given] && IsExpected(Hash(given));

    private bool IsExpected(byte[] given) =>
        CryptographicOperations.FixedTimeEquals(given, _expected) | CryptographicOperations.FixedTimeEquals(given, _previous);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
