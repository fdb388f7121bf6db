using NodaTime;

namespace BookingEngine.Bookings.Series.Rules;

/// <summary>Expands each rule once, for resources that differ in nothing else. For one command.</summary>
public sealed class RememberedDates(IRecurringDates dates) : IRecurringDates
{
    private readonly Dictionary<(LocalDate, string), (List<LocalDate> Read, IEnumerator<LocalDate> Next)> _known = [];

    public IEnumerable<LocalDate> From(LocalDate start, string pattern)
    {
        if (!_known.TryGetValue((start, pattern), out var known))
        {
            _known[(start, pattern)] = known = ([], dates.From(start, pattern).GetEnumerator());
        }

        for (var index = 0; index < known.Read.Count || Reads(known); index++)
        {
            yield return known.Read[index];
        }
    }

    private static bool Reads((List<LocalDate> Read, IEnumerator<LocalDate> Next) known)
    {
        if (!known.Next.MoveNext())
        {
            return false;
        }

        known.Read.Add(known.Next.Current);
        return true;
    }
}
