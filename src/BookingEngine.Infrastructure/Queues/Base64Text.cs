using System.Text;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>The encoding of messages on Azure Storage queues: UTF-8 in Base64. <c>host.json</c> sets the same for the Functions host.</summary>
public static class Base64Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(string text) => Convert.ToBase64String(Strict.GetBytes(text));

    /// <summary>Null if the body is not UTF-8 in Base64.</summary>
    public static string? TryRead(string body)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(body));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
