using System.Globalization;
using NodaTime;

namespace BookingEngine.EventSourcing;

/// <summary>Reads JSON of one known layout, without looking for tokens: the members, in their order and without spaces. After the first deviation
/// <see cref="IsExact"/> is false, and every value is a default.</summary>
/// <param name="json">The whole text.</param>
internal ref struct ExactJson(ReadOnlySpan<char> json)
{
    // 2031-06-02T08:00:00
    private const int GuidLength = 36, TimeLength = 19, FirstYear = 1;

    private ReadOnlySpan<char> _rest = json;

    public bool IsExact { get; private set; } = true;

    /// <summary>Whether the text follows. Passes it if so.</summary>
    public bool Skips(string text)
    {
        var follows = _rest.StartsWith(text, StringComparison.Ordinal);
        _rest = follows ? _rest[text.Length..] : _rest;
        return follows;
    }

    /// <summary>Whether nothing follows.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    public Guid ReadGuid(string before) => Guid.TryParseExact(Take(before, GuidLength), "D", out var id) ? id : Fail<Guid>();

    /// <summary>In UTC and whole seconds, up to before its Z.</summary>
    public Instant ReadInstant(string before) => TryReadTime(Take(before, TimeLength), out var at)
        ? Instant.FromUnixTimeTicks(at.Ticks - DateTime.UnixEpoch.Ticks)
        : Fail<Instant>();

    /// <summary>In whole seconds.</summary>
    public LocalDateTime ReadLocal(string before) =>
        TryReadTime(Take(before, TimeLength), out var at) ? LocalDateTime.FromDateTime(at) : Fail<LocalDateTime>();

    /// <summary>A number without sign.</summary>
    public int ReadNumber(string before)
    {
        Require(before);
        var end = _rest.IndexOf(',');
        return int.TryParse(Take("", Math.Max(end, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Fail<int>();
    }

    public bool ReadBoolean(string before)
    {
        Require(before);
        return Skips("true") || (!Skips("false") && Fail<bool>());
    }

    /// <summary>Up to before its closing quote. It has no escapes.</summary>
    /// <param name="last">The text that was read last, which is most likely the same: then no new one is made.</param>
    public string ReadText(string before, ref string? last)
    {
        var same = last;
        var text = ReadUntil(before, '"', same);
        if (same is not null && text.SequenceEqual(same))
        {
            return same;
        }

        return text.Contains('\\') ? Fail<string>() ?? "" : last = new string(text);
    }

    /// <summary>Up to before the first such character.</summary>
    /// <param name="last">What was read last, which most likely follows again: then nothing is searched. Has no such character.</param>
    public ReadOnlySpan<char> ReadUntil(string before, char end, string? last)
    {
        Require(before);
        var length = last is not null && last.Length < _rest.Length && _rest[last.Length] == end && _rest.StartsWith(last) ? last.Length : _rest.IndexOf(end);
        return length < 0 ? Take("", int.MaxValue) : Take("", length);
    }

    public void Require(string text) => IsExact &= Skips(text);

    private ReadOnlySpan<char> Take(string before, int length)
    {
        Require(before);
        IsExact &= length <= _rest.Length;
        if (!IsExact)
        {
            return [];
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, out DateTime at)
    {
        at = default;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _])
        {
            return false;
        }

        var (year, month, day) = ((Digits(text) * 100) + Digits(text[2..]), Digits(text[5..]), Digits(text[8..]));
        var (hour, minute, second) = (Digits(text[11..]), Digits(text[14..]), Digits(text[17..]));
        if (year is < FirstYear or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        at = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        return true;
    }

    // Far below 0 if they are no digits.
    private static int Digits(ReadOnlySpan<char> two) =>
        char.IsAsciiDigit(two[0]) && char.IsAsciiDigit(two[1]) ? ((two[0] - '0') * 10) + two[1] - '0' : -100_000;

    private T? Fail<T>()
    {
        IsExact = false;
        return default;
    }
}
