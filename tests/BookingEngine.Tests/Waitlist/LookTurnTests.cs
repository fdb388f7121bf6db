using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users.Roles;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>In one process, looks at what belongs together follow each other, and those that wait are one.</summary>
public sealed class LookTurnTests
{
    private static readonly ServiceId Wash = new("wash");

    private TaskCompletionSource? _gate;

    [Fact]
    public async Task Messages_that_come_while_a_look_runs_share_the_next_one()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, Ann, Ben);
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Ann] });
        var (ann, ben) = (await fixture.BookAsync(1, resource: Ann), await fixture.BookAsync(1, resource: Ben));
        var washed = await fixture.JoinAsync(2, join => join with { ServiceId = Wash });
        var (first, second) = (await fixture.JoinAsync(3), await fixture.JoinAsync(4));
        await fixture.DeliverAsync();
        await fixture.CancelAsync(ann);
        var looks = 0;
        var by = NewInstance(fixture, stream => looks += stream == Team.Stream ? 1 : 0);
        await LookAsync(by, "waitlist-wash"); // it learns what belongs together
        await fixture.RefuseAsync(washed);
        looks = 0;

        var running = Begin(by, "calendar-ann");
        await fixture.CancelAsync(ben);
        string[] messages = ["waitlist-cut", "calendar-ben", "calendar-ann", "waitlist-wash", "service-cut"];
        var waiting = Enumerable.Range(0, 20).Select(n => LookAsync(by, messages[n % messages.Length])).ToList();
        Assert.DoesNotContain(waiting, look => look.IsCompleted);
        _gate!.SetResult();
        await Task.WhenAll([running, .. waiting]);

        Assert.Equal(2, looks);
        await fixture.ProjectAsync();
        Assert.Equal<(ResourceId?, ResourceId?)>((Ann, Ben), ((await fixture.SeeAsync(first)).Offered?.ResourceId, (await fixture.SeeAsync(second)).Offered?.ResourceId));
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task Looks_at_what_has_nothing_in_common_do_not_wait_for_each_other()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { ResourceIds = [Ann] }, Ann, Ben);
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Ben] });
        var (ann, ben) = (await fixture.BookAsync(1, resource: Ann), await fixture.BookAsync(1, resource: Ben, service: Wash));
        var (_, second) = (await fixture.JoinAsync(2), await fixture.JoinAsync(3, join => join with { ServiceId = Wash }));
        await fixture.DeliverAsync();
        await fixture.CancelAsync(ann);
        await fixture.CancelAsync(ben);
        var by = NewInstance(fixture);
        var running = Begin(by, "calendar-ann");
        var gate = _gate!;
        _gate = null;

        await LookAsync(by, "calendar-ben");
        await fixture.ProjectAsync();
        Assert.Equal((EntryStatus.Offered, false), (await fixture.StatusOfAsync(second), running.IsCompleted));
        gate.SetResult();
        await running;
    }

    [Fact]
    public async Task A_look_that_fails_fails_for_all_who_share_it_and_the_next_one_runs()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        await fixture.CancelAsync(booking);
        var fails = false;
        var by = NewInstance(fixture, FailOrNot);
        Task[] looks = [Begin(by, "waitlist-cut"), LookAsync(by, "waitlist-cut"), LookAsync(by, "waitlist-cut")];
        fails = true;
        _gate!.SetResult();
        await Task.WhenAny(looks[0]);
        foreach (var look in looks.Skip(1))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => look);
        }

        fails = false;
        await LookAsync(by, "waitlist-cut");
        fixture.Pass(Minute);
        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entry));
        await fixture.AssertSettledAsync();

        void FailOrNot(StreamName stream) => _ = fails ? throw new StoreUnavailableException($"{stream} cannot be read.") : 0;
    }

    [Fact]
    public async Task Where_no_offer_is_due_its_message_reads_one_stream_and_leads_to_no_look()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var (first, second) = (await fixture.JoinAsync(2), await fixture.JoinAsync(3));
        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        var reads = new List<StreamName>();
        var by = fixture.NewInstance(_ => Task.CompletedTask, reads.Add);
        await LookAsync(by, "due-cut");
        Assert.Equal([ServiceWaitlist.StreamOf(Cut)], reads);
        Assert.Empty(fixture.Messages());

        fixture.LoseMessages();
        fixture.Pass(Hour);
        await LookAsync(by, "due-cut");
        Assert.Equal(["waitlist-cut"], fixture.Messages());
        await fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Offered), (await fixture.StatusOfAsync(first), await fixture.StatusOfAsync(second)));
        await fixture.AssertSettledAsync();
    }

    // An instance that waits at the gate, if there is one, before each durable effect.
    private IServiceProvider NewInstance(WaitlistFixture fixture, Action<StreamName>? read = null) =>
        fixture.NewInstance(_ => _gate?.Task ?? Task.CompletedTask, read);

    private Task Begin(IServiceProvider by, string message)
    {
        _gate = new TaskCompletionSource();
        var running = LookAsync(by, message);
        Assert.False(running.IsCompleted);
        return running;
    }

    private static Task LookAsync(IServiceProvider by, string message) => by.GetRequiredService<WaitlistMessages>().HandleAsync(message, CancellationToken.None);
}
