using BookingEngine.Functions.Http.Requests;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Bookings;

internal static class AsOfField
{
    /// <summary>The instant that is asked about; null for now.</summary>
    public static Instant? AsOf(this QueryFields query)
    {
        if (query.Text("as_of") is not { } text)
        {
            return null;
        }

        var instant = SlotTime.TryRead(text)?.Instant;
        if (instant is null)
        {
            query.Errors.Add("as_of", "must be a time with its offset such as 2030-05-13T14:30:00+02:00");
        }

        return instant;
    }
}
