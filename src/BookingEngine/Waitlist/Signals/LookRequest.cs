using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Waitlist.Signals;

/// <summary>Where something may have become free, or where an offer may have to be settled: the content of a message.</summary>
/// <param name="Stream">Of a waitlist, of a service, of a calendar, or of a customer's claims. Or <c>due-</c> and a service.</param>
public sealed record LookRequest(StreamName Stream)
{
    private const string Due = "due", Separator = " after ";

    /// <summary>Of a calendar: only the services after this one, in the order of their ids. Null for all.</summary>
    public ServiceId? After { get; init; }

    /// <summary>Look only if an offer of the service has expired, or was left undecided. Earlier versions look in any case.</summary>
    public bool IsOnlyIfDue => Stream.Category == Due;

    public static LookRequest IfDue(ServiceId service) => new(StreamName.Of(Due, service.Value));

    public static LookRequest Parse(string message) => message.Split(Separator) is [var calendar, var after]
        ? new(StreamName.Parse(calendar)) { After = new ServiceId(after) }
        : new(StreamName.Parse(message));

    public string ToText() => After is { } after ? $"{Stream}{Separator}{after}" : Stream.Value;
}
