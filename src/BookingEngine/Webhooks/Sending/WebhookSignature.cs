using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace BookingEngine.Webhooks.Sending;

/// <summary>Signs payloads as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, timestamp and the bytes of the body.</summary>
public static class WebhookSignature
{
    /// <summary>The three headers of a request.</summary>
    /// <param name="secrets">The bytes of each secret that is valid now.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(string id, Instant now, ReadOnlyMemory<byte> body, IEnumerable<byte[]> secrets)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body.Span];
        return
        [
            new("webhook-id", id),
            new("webhook-timestamp", timestamp),
            new("webhook-signature", string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"))),
        ];
    }
}
