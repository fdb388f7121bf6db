using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Handles the messages of <see cref="WaitlistSignal"/>.</summary>
public sealed class WaitlistMessages(WaitlistLooks looks, AggregateLoader loader, WaitlistSignal signal, TimeProvider time)
{
    /// <param name="message">The text of a <see cref="LookRequest"/>.</param>
    public async Task HandleAsync(string message, CancellationToken cancellation)
    {
        var request = LookRequest.Parse(message);
        if (request.IsOnlyIfDue)
        {
            await QueueIfDueAsync(ServiceWaitlist.StreamOf(new ServiceId(request.Stream.Id)), cancellation);
            return;
        }

        if (await RequestsOfAsync(request, cancellation) is { Count: > 0 } requests)
        {
            (await looks.RunAsync(requests, cancellation)).Failures.ThrowFirst();
        }
    }

    // A customer's look takes its turn with those of the services that the customer waits for. Only it knows the customer, whose flags it may close.
    private async Task<IReadOnlyCollection<LookRequest>> RequestsOfAsync(LookRequest request, CancellationToken cancellation)
    {
        if (request.Stream.Category != CustomerClaims.Category)
        {
            return [request];
        }

        var waiting = (await loader.RefreshAsync<CustomerClaims>(request.Stream, cancellation)).State.Waiting;
        return waiting.IsEmpty ? [] : [.. waiting.Keys.OrderBy(service => service.Value, StringComparer.Ordinal).Select(service => new LookRequest(ServiceWaitlist.StreamOf(service))), request];
    }

    // The look has a message of its own: after a crash in the middle of it nothing is due any more, and what it has freed must be given to the next.
    private async Task QueueIfDueAsync(StreamName stream, CancellationToken cancellation)
    {
        if (OfferSettlement.IsDue((await loader.RefreshAsync<ServiceWaitlist>(stream, cancellation)).State, time.Now()))
        {
            await signal.SendAsync(stream);
        }
    }
}
