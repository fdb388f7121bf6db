using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Ports;
using BookingEngine.Tests.InMemory;
using BookingEngine.Transfers;
using BookingEngine.Users;

namespace BookingEngine.Tests.Simulation.Several;

/// <summary>An attempt that ended before its decision, and a retry that takes other resources, so that another calendar leads.</summary>
public sealed class RetriedDecisionTests
{
    private static readonly UserId Ada = new(new Guid(1, 0, 0, new byte[8])), Bob = new(new Guid(2, 0, 0, new byte[8]));
    private readonly World _world = new(new Random(1), PlantedBug.None);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_on_other_resources_when_recovery_withdraws_then_keeps_its_times(bool isHold)
    {
        var (request, first) = await StopFirstAsync(isHold);
        var answer = await request.SendAsync(NodeThatIsOvertaken(first), _world);
        Assert.True(answer is not null && !KeyedRequest.WasRefused(answer), answer);
        await AssertWholeAsync(first.BookingId);
    }

    // The retry does not see what the first attempt has reserved of a resource that no longer meets the needs.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Decision_with_an_outcome_in_two_calendars_then_follows_its_own_lead(bool isHold, bool stops)
    {
        var (request, first) = await StopFirstAsync(isHold);
        await ChangeKindAsync(first.To);
        var stopped = new TaskCompletionSource();
        var sent = request.SendAsync(NodeThatIsOvertaken(first, stops ? stopped : null), _world);
        await (stops ? stopped.Task : sent);

        _world.Pass(TimeSpan.FromMinutes(1));
        await RecoverAsync(first with { To = new ResourceId(Reservations[1].Stream.Id) });
        await AssertWholeAsync(first.BookingId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Third_attempt_when_one_calendar_withdrew_and_one_decided_then_makes_nothing_new(bool isHold)
    {
        var (request, first) = await StopFirstAsync(isHold);
        await ChangeKindAsync(first.To);
        var stopped = new TaskCompletionSource();
        _ = request.SendAsync(NodeThatIsOvertaken(first, stopped), _world);
        await stopped.Task;
        _world.Pass(TimeSpan.FromMinutes(1));
        var decided = _world.Events.Commits.Count(IsDecision);
        var answer = await request.SendAsync(NodeWith(_ => Task.CompletedTask), _world);
        Assert.True(answer is not null && !KeyedRequest.WasRefused(answer), answer);
        Assert.Equal(decided, _world.Events.Commits.Count(IsDecision));
        await RecoverAsync(first with { To = new ResourceId(Reservations[1].Stream.Id) });
        await AssertWholeAsync(first.BookingId);
    }

    [Fact]
    public async Task Retried_use_of_a_hold_when_it_was_withdrawn_and_ended_then_is_refused()
    {
        await SeveralTenant.BuildAsync(Observer, visits: false);
        var hold = await new KeyedHold("hold", Ada, SeveralTenant.FirstSlot) { ServiceId = SeveralTenant.Pair }.SendAsync(Observer, _world);
        var request = new KeyedBookingOfHold("use", Ada, HoldId.TryParse(hold!)!.Value);
        var stopped = new TaskCompletionSource();
        _ = request.SendAsync(NodeWith(step => step == "append" + Steps.Done && Reservations.Count == 2 ? StopAsync(stopped) : Task.CompletedTask), _world);
        await stopped.Task;
        var resource = new ResourceId(Reservations[1].Stream.Id);
        var (unfinished, pending) = Assert.Single((await CalendarAsync(resource)).PendingTransfers(resource));
        _world.Pass(TimeSpan.FromMinutes(1));
        await RecoverAsync(unfinished);
        _world.Pass(TimeSpan.FromMinutes(10));
        await TakeAsync(pending.From); // and forgets the hold
        Assert.Equal("refused: hold_expired", await request.SendAsync(NodeWith(_ => Task.CompletedTask), _world));
    }

    private static bool IsDecision(StoredCommit commit) => commit.Events[0].Type is "booking-made.v1" or "hold-placed.v1";

    private Node Observer => field ??= NodeWith(_ => Task.CompletedTask);

    private List<StoredCommit> Reservations => _world.Events.Commits.FindAll(c => c.Events[0].Type == "time-reserved.v1");

    private static Task StopAsync(TaskCompletionSource stopped)
    {
        stopped.TrySetResult();
        return new TaskCompletionSource().Task;
    }

    // The calendar that was to decide is taken afterwards, so that another one leads the retry.
    private async Task<(KeyedRequest Request, Transfer First)> StopFirstAsync(bool isHold)
    {
        await SeveralTenant.BuildAsync(Observer, visits: false);
        KeyedRequest request = isHold ? new KeyedHold("key", Ada, SeveralTenant.FirstSlot) { ServiceId = SeveralTenant.Pair }
            : new KeyedBooking("key", Ada, SeveralTenant.FirstSlot) { ServiceId = SeveralTenant.Pair };
        var stopped = new TaskCompletionSource();
        _ = request.SendAsync(NodeWith(step => step == "append" + Steps.Done && Reservations is [_] ? StopAsync(stopped) : Task.CompletedTask), _world);
        await stopped.Task;
        var resource = new ResourceId(Assert.Single(Reservations).Stream.Id);
        var (first, pending) = Assert.Single((await CalendarAsync(resource)).PendingTransfers(resource));
        await TakeAsync(pending.From);
        _world.Pass(TimeSpan.FromMinutes(1));
        return (request, first);
    }

    /// <summary>Just before it decides, the first attempt is recovered.</summary>
    /// <param name="stopped">If the node is to stop right after the decision.</param>
    private Node NodeThatIsOvertaken(Transfer first, TaskCompletionSource? stopped = null)
    {
        var isRecovered = false;
        return NodeWith(async step =>
        {
            if (!isRecovered && step == "append" && Reservations.Count == 2)
            {
                isRecovered = true;
                await RecoverAsync(first);
            }

            if (isRecovered && stopped is not null && step == "append" + Steps.Done)
            {
                await StopAsync(stopped);
            }
        });
    }

    private Node NodeWith(Func<string, Task> step) => new(_world, (_, name) => step(name));

    private Task RecoverAsync(Transfer move) => Observer.Get<RecoverTransferHandler>().HandleAsync(move.ToJson(), CancellationToken.None);

    private async Task ChangeKindAsync(ResourceId resource)
    {
        var definition = (await CalendarAsync(resource)).Resource.Value! with { Kind = "other" };
        var changed = await Observer.Get<ChangeResourceHandler>().HandleAsync(
            new ChangeResource(definition, new Precondition(null)), Context(), CancellationToken.None);
        Assert.Null(changed.Refusal);
    }

    private async Task TakeAsync(ResourceId resource)
    {
        ServiceId alone = new("other");
        var created = await Observer.Get<CreateServiceHandler>().HandleAsync(
            new CreateService(DefaultCatalogue.InitialService with { Id = alone, ResourceIds = [resource] }),
            Context(), CancellationToken.None);
        Assert.Null(created.Refusal);
        var taken = await new KeyedBooking("other", Bob, SeveralTenant.FirstSlot) { ServiceId = alone }.SendAsync(Observer, _world);
        Assert.False(KeyedRequest.WasRefused(taken!), taken);
    }

    private async Task AssertWholeAsync(BookingId id)
    {
        List<(ResourceId Resource, BookingState State)> leads = [];
        foreach (var resource in SeveralTenant.Resources)
        {
            var calendar = await CalendarAsync(resource);
            if ((calendar.Find(id)?.State ?? calendar.FindHold(id.Value)?.State) is { } state)
            {
                leads.Add((resource, state));
            }
        }

        var (lead, decided) = Assert.Single(leads);
        foreach (var resource in decided.Shared!.Resources!.Value.Select(r => r.ResourceId).Where(r => r != lead))
        {
            Assert.Equal(decided.Status, (await CalendarAsync(resource)).FindKept(id)?.State.Status);
        }
    }

    private async Task<Calendar> CalendarAsync(ResourceId resource) =>
        (await Observer.Get<AggregateLoader>().RefreshAsync<Calendar>(Calendar.StreamOf(resource), CancellationToken.None)).State;

    private CommandContext Context() => new(new CommitId(_world.Next()), _world.Now(), null, "tenant");
}
