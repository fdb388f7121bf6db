using System.Text;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Messages as <c>host.json</c> has the Functions host write and read them: UTF-8 in Base64.</summary>
public static class Base64Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(string text) => Convert.ToBase64String(Strict.GetBytes(text));

    /// <summary>Null if it is no such text.</summary>
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
