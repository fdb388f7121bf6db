using System.Globalization;
using System.Text;

namespace BookingEngine.Users;

/// <summary>One mail address as we take it: an addr-spec of RFC 5322 (dot-atom or quoted local part, internationalised ones included)
/// at a public domain name; no display name, list, comment, address literal or domain of a single label; at most 254 characters.</summary>
public sealed class EmailAddress
{
    public const int MaximumLength = 254;
    private const int MaximumLocalLength = 64;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string value, string canonical) => (Value, Canonical) = (value, canonical);

    /// <summary>As it was given.</summary>
    public string Value { get; }

    /// <summary>By which two spellings of one mailbox are equal: in lower case, the domain in its ASCII form.</summary>
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
            if (local[i] == '\\' && ++i == local.Length - 1)
            {
                return false; // the closing quote is itself escaped
            }

            if (local[i] == '"' && local[i - 1] != '\\' || local[i] is < ' ' or '\u007f' || (local[i] > '\u007f' && !IsText(local[i])))
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
            return null; // IdnMapping's word for: not a domain name
        }
    }
}

file static class Utf16
{
    /// <summary>Whether the text is well-formed UTF-16: half a surrogate pair cannot be stored or sent.</summary>
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
