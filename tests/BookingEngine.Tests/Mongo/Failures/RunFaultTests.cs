using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.MongoStandIn;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>Runs over the wire: five bookings at one instance, of which the last four wait for the first and share an insert.</summary>
public sealed class RunFaultTests : IAsyncLifetime
{
    private static readonly Instant Slots = Instant.FromUtc(2035, 1, 1, 9, 0);
    private readonly MongoDeployment _deployment = new(MongoEngine.Unthrottled(nameof(MongoEngine.CosmosRu)));
    private MongoNode _node = null!;

    private StandInServer Server => _deployment.StandIn!;

    private IEventStore Store => _node.Get<IEventStore>();

    public async Task InitializeAsync()
    {
        _node = NewNode();
        await _node.BookAsync(UserOf(0), Slots - Duration.FromHours(1)); // prepares the database and the caches
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    [Fact]
    public async Task A_run_is_one_insert_of_commits_and_one_of_documents()
    {
        var before = Server.Count("insert");
        Assert.Equal(5, await BookFiveAsync(Fault.None));
        Assert.Equal(4, Server.Count("insert") - before);
        await AssertIntactAsync(bookings: 6);
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ErrorAfterApplying)]
    [InlineData(FaultKind.DropAfterApplying)]
    [InlineData(FaultKind.DropBeforeApplying)]
    public async Task An_interrupted_run_is_continued_without_doubles(FaultKind kind)
    {
        Assert.Equal(5, await BookFiveAsync(new Fault(kind, Code: 50, Milliseconds: 2, Message: "Request timed out.")));
        await AssertIntactAsync(bookings: 6);
    }

    // Throttled after half of the run, which another instance sees and continues.
    [Fact]
    public async Task A_run_that_another_instance_cuts_is_decided_again()
    {
        await using var other = NewNode();
        var release = new TaskCompletionSource();
        var inserts = 0;
        var booked = StartFive(candidate => candidate is { Name: "insert", Collection: "events" } && ++inserts == 1 ? Fault.Until(release.Task) : inserts == 2 ? Fault.Throttle(200) : Fault.None);
        var commits = Calendar.StreamOf(DefaultCatalogue.Resource);
        release.SetResult();
        while ((await Store.ReadAsync(commits, 0, 100, CancellationToken.None)).Count < 4)
        {
            await Task.Yield();
        }

        Assert.False((await other.BookAsync(UserOf(9), Slots + Duration.FromHours(20))).IsRefused(out _, out _));
        Assert.Equal(5, await booked);
        await AssertIntactAsync(bookings: 7);
    }

    private Task<int> BookFiveAsync(Fault fault)
    {
        var (release, inserts) = (new TaskCompletionSource(), 0);
        var booked = StartFive(candidate => candidate is not { Name: "insert", Collection: "events" } ? Fault.None : ++inserts switch
        {
            1 => Fault.Until(release.Task),
            2 => fault,
            _ => Fault.None,
        });
        release.SetResult();
        return booked;
    }

    private async Task<int> StartFive(Func<FaultCandidate, Fault> plan)
    {
        Server.Faults = new Faults(plan);
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 5).Select(n => _node.BookAsync(UserOf(n), Slots + Duration.FromHours(n))));
        Server.Faults = Faults.None;
        return outcomes.Count(o => !o.IsRefused(out _, out _));
    }

    private async Task AssertIntactAsync(int bookings)
    {
        var commits = await Store.ReadAsync(Calendar.StreamOf(DefaultCatalogue.Resource), 0, 100, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, bookings).Select(v => (long)v), commits.Select(c => c.FirstVersion));
        Assert.Empty(await NodeInvariants.FindingsAsync(_node, [], lagExpected: true));
    }

    private MongoNode NewNode() => new(_deployment.Store, new OpenQueue(), TimeProvider.System);

    private static UserId UserOf(int n) => new(new Guid(n + 1, 0, 0, new byte[8]));
}
