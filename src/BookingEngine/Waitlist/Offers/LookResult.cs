using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Waitlist.Offers;

/// <summary>What a look has read.</summary>
/// <param name="Services">Those whose waitlists it has looked at.</param>
/// <param name="Waiting">Those of them with open entries.</param>
/// <param name="Calendars">Those where somebody waits.</param>
/// <param name="IsCut">Whether it has left services out, because there are too many for one look.</param>
internal sealed record LookResult(
    IReadOnlyCollection<ServiceId> Services, IReadOnlyCollection<ServiceId> Waiting, IReadOnlyCollection<ResourceId> Calendars, bool IsCut, MatchFailures Failures)
{
    /// <summary>What a message about any of this names.</summary>
    public IEnumerable<StreamName> Streams =>
    [
        .. Services.Select(ServiceWaitlist.StreamOf), .. Services.Select(CataloguedService.StreamOf), .. Calendars.Select(Calendar.StreamOf),
    ];
}
