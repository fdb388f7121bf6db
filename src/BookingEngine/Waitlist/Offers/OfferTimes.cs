using BookingEngine.Catalogue;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>How long an offer lasts.</summary>
public static class OfferTimes
{
    /// <summary>When an offer that is made now expires: never later than the slot could still be booked. Null if too little time is left.</summary>
    /// <param name="zone">Of the place of the appointment.</param>
    public static Instant? ExpiryOf(Instant start, Service service, DateTimeZone zone, Duration length, Instant now)
    {
        var latest = start - service.MinimumNotice;
        if (service.MinimumNoticeDays > 0)
        {
            var lastDay = start.InZone(zone).Date.PlusDays(-service.MinimumNoticeDays);
            latest = Instant.Min(latest, LocalTimes.StartOf(lastDay.PlusDays(1), zone));
        }

        return latest - now < WaitlistSettings.ShortestOffer ? null : Instant.Min(now + length, latest);
    }
}
