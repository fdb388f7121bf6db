using System.Globalization;
using System.Text;

namespace BookingEngine.Users;

/// <summary>A mail address: an addr-spec of RFC 5322 at a public domain name, at most 254 characters. The local part is a dot-atom or
/// quoted, and may be internationalised. Display names, lists, comments, address literals and single-label domains are rejected.</summary>
public sealed class EmailAddress
{
    public const int MaximumLength = 254;
    private const int MaximumLocalLength = 64;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string value, string canonical) => (Value, Canonical) = (value, canonical);

    /// <summary>In the original spelling.</summary>
    public string Value { get; }

    /// <summary>Equal for all spellings of one mailbox: in lower case, with the domain in its ASCII form.</summary>
    public string Canonical { get; }

    public static EmailAddress? TryParse(string text)
    {
        var at = text.LastIndexOf('@');
        if (text.Length > MaximumLength || at is < 1 or > MaximumLocalLength || !text.IsWellFormed())
        {
            return null;
        }

        var local = text[..at];
        return (IsDotAtom(local) || IsQuoted(local)) && AsciiDomain(text[(at + 1)..]) is { } domain
            ? new EmailAddress(text, $"{local.ToLowerInvariant()}@{domain}")
            : null;
    }

    private static bool IsDotAtom(string local) =>
        local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || AtomSymbols.Contains(c) || IsText(c)));

    private static bool IsText(char c) => c > '\u007f' && !char.IsControl(c) && !char.IsWhiteSpace(c)
        && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static bool IsQuoted(string local)
    {
        if (local.Length < 3 || local[0] != '"' || local[^1] != '"')
        {
            return false;
        }

        for (var i = 1; i < local.Length - 1; i++)
        {
            var isEscaped = local[i] == '\\';
            if (isEscaped && ++i == local.Length - 1)
            {
                return false; // the closing quote is itself escaped
            }

            if ((local[i] == '"' && !isEscaped) || local[i] is < ' ' or '\u007f' || (local[i] > '\u007f' && !IsText(local[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static string? AsciiDomain(string domain)
    {
        try
        {
            var ascii = Idn.GetAscii(domain).ToLowerInvariant();
            var labels = ascii.Split('.');
            return labels.Length > 1 && labels.All(l => l.Length > 0) && !labels[^1].All(char.IsAsciiDigit) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null; // IdnMapping throws if it is not a domain name
        }
    }
}

file static class Utf16
{
    /// <summary>Whether the text is well-formed UTF-16. Half a surrogate pair cannot be stored or sent.</summary>
    public static bool IsWellFormed(this string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
