using BookingEngine.BookingLimits;
using BookingEngine.Pipeline;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>Runs the event handlers once for each stream, then the message that aligns a customer's claims.</summary>
internal static class ClaimPipeline
{
    public static async Task RunAsync(Node node, World world, UserId customer)
    {
        foreach (var stream in world.Events.Commits.Select(c => c.Stream).Distinct().ToList())
        {
            var advanced = new StreamAdvanced(stream, world.Events.Commits.Last(c => c.Stream == stream).Version);
            await node.Get<Projector>().ProjectAsync(advanced, CancellationToken.None);
            await node.Get<EventDispatcher>().HandleAsync(advanced, CancellationToken.None);
        }

        await node.Get<SettleClaimsHandler>().HandleAsync(customer.ToString(), CancellationToken.None);
    }
}
