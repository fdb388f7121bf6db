using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Tests.Simulation.Several;

/// <summary>Planted bug: reservations end by the clock, before their decisions are known.</summary>
internal sealed class ReservationClock(World world) : RandomCustomer<object>(operations: 60)
{
    protected override async Task NextAsync(Node node, int operation)
    {
        foreach (var resource in SeveralTenant.Resources)
        {
            var stream = Calendar.StreamOf(resource);
            var calendar = (await node.Get<AggregateLoader>().RefreshAsync<Calendar>(stream, CancellationToken.None)).State;
            foreach (var entry in calendar.Occupied.All.Where(e => e.State is { PendingTransfer: not null, Shared: not null }))
            {
                var released = new TimeReleased(entry.State.Shared!.DecisionId, entry.State.Shared!.BookingId, WasKept: false, Status: null);
                await World.AnswerOfAsync(() => node.Get<CommandExecutor>().ExecuteAsync<Calendar>(
                    stream, new CommandContext(new CommitId(world.Next()), world.Now(), null, "clock"), _ => Decision.Of(released), CancellationToken.None));
            }
        }
    }

    protected override Task SendAsync(Node node, object request) => Task.CompletedTask;
}
