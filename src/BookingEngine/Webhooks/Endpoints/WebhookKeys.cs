using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Webhooks.Endpoints;

/// <summary>Encrypts what an endpoint must keep secret with a key of its own. Deleting the endpoint erases the key.</summary>
public sealed class WebhookKeys(PersonalData personal, IRandomBytes random)
{
    private const string SecretPrefix = "whsec_";
    private const int SecretSize = 32;

    /// <summary>A new secret, as Standard Webhooks writes it. What signs is its decoded bytes.</summary>
    public string NewSecret()
    {
        var bytes = new byte[SecretSize];
        random.Fill(bytes);
        return SecretPrefix + Convert.ToBase64String(bytes);
    }

    public static byte[] BytesOf(string secret) => Convert.FromBase64String(secret[SecretPrefix.Length..]);

    /// <summary>Null if the endpoint was deleted.</summary>
    public Task<PersonalData.PersonKey?> ForAsync(string endpoint, CancellationToken cancellation) => personal.KeyForAsync(NameOf(endpoint), cancellation);

    /// <summary>Null if the endpoint was deleted, or its key is lost.</summary>
    public Task<PersonalData.PersonKey?> FindAsync(string endpoint, CancellationToken cancellation) => personal.FindKeyAsync(NameOf(endpoint), cancellation);

    public Task EraseAsync(string endpoint) => personal.EraseAsync(NameOf(endpoint));

    private static string NameOf(string endpoint) => $"webhook {endpoint}";
}
