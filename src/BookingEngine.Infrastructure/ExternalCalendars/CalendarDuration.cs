using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>A DURATION (RFC 5545, section 3.3.6): days by the calendar, and the rest exact.</summary>
internal static partial class CalendarDuration
{
    /// <exception cref="FormatException">It is none, or it is negative.</exception>
    public static (int Days, Duration Exact) Of(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
        {
            throw new FormatException("The duration cannot be read.");
        }

        int Part(string name) => match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return ((Part("w") * 7) + Part("d"), Duration.FromHours(Part("h")) + Duration.FromMinutes(Part("m")) + Duration.FromSeconds(Part("s")));
    }

    [GeneratedRegex("^\\+?P(?=.)((?<w>[0-9]{1,3})W)?((?<d>[0-9]{1,4})D)?(T((?<h>[0-9]{1,5})H)?((?<m>[0-9]{1,6})M)?((?<s>[0-9]{1,8})S)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
