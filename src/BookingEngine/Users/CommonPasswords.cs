using System.Collections.Frozen;
using BookingEngine.Unicode;

namespace BookingEngine.Users;

/// <summary>The passwords that everybody tries first (NIST SP 800-63B, 3.1.1.2, and ASVS 6.2.4). The file names its source.</summary>
internal static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    /// <summary>Whether the text is on the list, in any case, or only repeats or counts letters or digits, such as <c>aaaaaaaa</c> and <c>abcdefgh</c>.</summary>
    public static bool Contain(string password) => All.Value.Contains(LowerCase.Of(password)) || IsRun(password);

    // Each character follows the one before it in the same distance: no step, one up or one down.
    private static bool IsRun(string text)
    {
        var step = text.Length > 1 ? text[1] - text[0] : 0;
        return text.All(char.IsAsciiLetterOrDigit) && Math.Abs(step) <= 1 && !text.Where((c, i) => i > 0 && c - text[i - 1] != step).Any();
    }

    private static FrozenSet<string> Read()
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream("BookingEngine.Users.common-passwords.txt")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
