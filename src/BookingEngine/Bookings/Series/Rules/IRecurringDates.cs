using NodaTime;

namespace BookingEngine.Bookings.Series.Rules;

/// <summary>Expands recurrence rules.</summary>
public interface IRecurringDates
{
    /// <summary>The dates of a pattern from the start on, in order, without end unless the pattern matches nothing more. The start is among them only if it
    /// matches.</summary>
    /// <param name="pattern">A rule of dates without COUNT and UNTIL, as <see cref="RuleParser"/> accepts it.</param>
    IEnumerable<LocalDate> From(LocalDate start, string pattern);
}
