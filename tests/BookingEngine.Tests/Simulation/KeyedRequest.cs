using BookingEngine.Bookings;
using BookingEngine.Idempotency;
using BookingEngine.Ports;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>A wish to book with an idempotency key, and what a node does with it, as the HTTP edge does.</summary>
public sealed record KeyedRequest(string Key, UserId User, Instant Slot)
{
    private const string Refused = "refused: ";

    public static bool WasRefused(string answer) => answer.StartsWith(Refused, StringComparison.Ordinal);

    /// <summary>The answer, which is the booking or a refusal; null where it is to be sent again later.</summary>
    public Task<string?> SendAsync(Node node, World world) =>
        SendAsync(node.Get<IdempotentRequests>(), node.Get<BookSlotHandler>(), world.Next(), world);

    public async Task<string?> SendAsync(IdempotentRequests requests, BookSlotHandler handler, Guid attempt, TimeProvider time)
    {
        var begun = await requests.BeginAsync(new IdempotentRequest($"{User} book {Key}", $"{Slot}"), attempt, time.Now(), CancellationToken.None);
        return begun.Kind switch
        {
            BegunKind.Answered => begun.Answer!,
            BegunKind.Attempt => await AttemptAsync(requests, handler, begun.Held!, time),
            _ => null,
        };
    }

    private async Task<string?> AttemptAsync(IdempotentRequests requests, BookSlotHandler handler, HeldKey held, TimeProvider time)
    {
        try
        {
            var context = new CommandContext(held.CommitId, time.Now(), User.ToString(), Key) { Attempt = held.Attempt };
            var outcome = await handler.HandleAsync(new BookSlot(User, Slot), context, CancellationToken.None);
            var answer = outcome.IsRefused(out var refusal, out var booking) ? $"{Refused}{refusal.Code}" : booking.ToString();
            return await requests.AnswerAsync(held, answer) || refusal is null ? answer : null;
        }
        catch (StoreUnavailableException)
        {
            await requests.ReleaseAsync(held, time.Now());
            return null;
        }
    }
}
