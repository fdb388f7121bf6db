using System.Text;
using System.Text.RegularExpressions;
using BookingEngine.Calendars.Events;
using BookingEngine.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Erasure;

/// <summary>Looks for texts of an erased person: in clear, and in everything that can be opened with any key that is left.</summary>
internal static partial class MarkerSearch
{
    /// <summary>What holds a marker in clear: in UTF-8, UTF-16, Base64 or hexadecimal.</summary>
    public static IEnumerable<string> InClear(IEnumerable<(string Name, byte[] Content)> contents, IReadOnlyList<string> markers) =>
        from content in contents
        from marker in markers
        from form in FormsOf(marker)
        where content.Content.AsSpan().IndexOf(form) >= 0
        select $"{marker} in {content.Name}";

    /// <summary>What can be decrypted with the keys of these persons, alone or with the key of a booking.</summary>
    public static async Task<IReadOnlyList<string>> OpenedAsync(
        IServiceProvider services, IEnumerable<(string Name, byte[] Content)> contents, IReadOnlyList<string> persons, IReadOnlyList<string> bookings)
    {
        var personal = services.GetRequiredService<PersonalData>();
        List<Func<Encrypted, string?>> keys = [];
        foreach (var person in persons)
        {
            keys.AddRange(await personal.FindKeyAsync(person, CancellationToken.None) is { } key ? [value => key.Decrypt(value)] : Array.Empty<Func<Encrypted, string?>>());
            var pairs = await personal.FindKeysAsync([.. bookings.Select(b => (person, SeriesId.Of(new BookingId(Guid.Parse(b))) is { } series ? $"series {series}" : $"booking {b}"))], CancellationToken.None);
            keys.AddRange(pairs.Values.Select(pair => (Func<Encrypted, string?>)pair.Decrypt));
        }

        var values = contents.SelectMany(content => Sealed().Matches(TextOf(content.Content))).Select(m => m.Value).Distinct();
        return [.. from value in values from key in keys let text = TryOpen(key, value) where text is not null select text];
    }

    // Stored JSON escapes the plus sign, and a dump of JSON in JSON the escape.
    private static string TextOf(byte[] content) =>
        Encoding.Latin1.GetString(content).Replace("\\\\u002B", "+", StringComparison.Ordinal).Replace("\\u002B", "+", StringComparison.Ordinal);

    private static string? TryOpen(Func<Encrypted, string?> key, string value)
    {
        try
        {
            return key(new Encrypted(value));
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or FormatException or OverflowException or ArgumentException)
        {
            return null; // of another key, or no encrypted text at all
        }
    }

    private static IEnumerable<byte[]> FormsOf(string marker) =>
    [
        Encoding.UTF8.GetBytes(marker), Encoding.Unicode.GetBytes(marker), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(marker))),
        .. Enumerable.Range(0, 3).Select(shift => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(marker[shift..^(3 + ((marker.Length - shift) % 3))])))),
    ];

    [GeneratedRegex("(?:m:)?[A-Za-z0-9+/]{38,}={0,2}")]
    private static partial Regex Sealed();
}
