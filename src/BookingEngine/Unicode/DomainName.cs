using System.Globalization;

namespace BookingEngine.Unicode;

/// <summary>Public domain names in ASCII form, in lower case.</summary>
internal static class DomainName
{
    private const int MaximumLabel = 63;
    private static readonly char[] Dots = ['.', '\u3002', '\uff0e', '\uff61'];
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>By UTS 46, so that all spellings of a name are equal. Null if it is no public domain name.</summary>
    public static string? ToAscii(string domain)
    {
        try
        {
            return Public(LowerCase.Of(Idn.GetAscii(domain)));
        }
        catch (ArgumentException)
        {
            return null; // IdnMapping throws if it is not a domain name
        }
    }

    /// <summary>The form before UTS 46: each label is encoded as it is spelled, so that spellings differ. Claims of that time have it.</summary>
    public static string? ToFormerAscii(string domain) => Public(LowerCase.Of(string.Join('.', domain.Split(Dots).Select(EncodeLabel))));

    private static string EncodeLabel(string label) => label.All(char.IsAscii) ? label : $"xn--{Punycode.Encode(LowerAscii(label))}";

    private static string LowerAscii(string label) => string.Concat(label.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    private static string? Public(string ascii) =>
        ascii.Split('.') is { Length: > 1 } labels && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? ascii : null;

    private static bool IsLabel(string label) => label.Length is > 0 and <= MaximumLabel
        && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
