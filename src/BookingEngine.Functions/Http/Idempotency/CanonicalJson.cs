using System.Numerics;
using System.Text.Json;
using BookingEngine.Functions.Http.Requests.Texts;

namespace BookingEngine.Functions.Http.Idempotency;

/// <summary>Writes equal JSON values as equal texts: members sorted, no white space, escapes decoded, numbers by their exact decimal value.
/// The order of arrays stays.</summary>
internal static class CanonicalJson
{
    // Numbers with longer exponents are compared as text.
    private const int LongestExponent = 18;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Null if the text is not JSON, or has a duplicate member or half a surrogate pair.</summary>
    public static byte[]? TryWrite(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(ByteOrderMark.Skip(json), Strict);
            using var canonical = new MemoryStream();
            using (var writer = new Utf8JsonWriter(canonical))
            {
                Write(writer, document.RootElement);
            }

            return canonical.ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(value.GetRawText()), skipInputValidation: true);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>The significant digits and a power of ten: 1, 1.0 and 10e-1 are all 1e0.</summary>
    private static string Number(string text)
    {
        var (mantissa, exponent) = text.IndexOfAny(['e', 'E']) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "0");
        if (exponent.TrimStart('+', '-').TrimStart('0').Length > LongestExponent)
        {
            return text.ToLowerInvariant();
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0');
        if (digits.Length == 0)
        {
            return "0e0";
        }

        var significant = digits.TrimEnd('0');
        var power = BigInteger.Parse(exponent, System.Globalization.CultureInfo.InvariantCulture) - decimals + (digits.Length - significant.Length);
        return $"{(mantissa[0] == '-' ? "-" : "")}{significant}e{power}";
    }
}
