using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Handles the messages of <see cref="WaitlistSignal"/>.</summary>
public sealed class WaitlistMessages(WaitlistMatcher matcher)
{
    /// <param name="message">The name of the stream of a waitlist, a service or a calendar.</param>
    public Task HandleAsync(string message, CancellationToken cancellation)
    {
        var stream = StreamName.Parse(message);
        return stream.Category == Calendar.Category
            ? matcher.RunAsync(new ResourceId(stream.Id), cancellation)
            : matcher.RunAsync([new ServiceId(stream.Id)], cancellation);
    }
}
