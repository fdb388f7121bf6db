using System.Collections.Concurrent;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Tests.Bookings.Lists;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Stores;

/// <summary>The cost of each list. The server explains the finds of the adapter. The number of examined documents does not depend on the number of
/// other bookings.</summary>
public abstract class ListPlanTests(MongoEngine engine) : IAsyncLifetime
{
    private const int Limit = 5;
    private readonly ConcurrentQueue<BsonDocument> _finds = [];
    private readonly MongoDeployment _deployment = new(engine);
    private MongoNode _node = null!;

    public Task InitializeAsync()
    {
        _node = new MongoNode(_deployment.Open(Listen), new OpenQueue(), TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    [ServerFact]
    public async Task A_list_reads_only_its_own_entries_however_many_exist()
    {
        await FillAsync(0, 600);
        await AssertCostsAsync();
        await FillAsync(600, 6_000);
        await AssertCostsAsync();
    }

    [ServerFact]
    public async Task A_staff_list_costs_one_query_per_resource()
    {
        await FillAsync(0, 600);
        var staff = await LinkStaffAsync("resource-1", "resource-3");
        Assert.Equal("6 6 6 6", await ExaminedAsync(new() { OfAll = true }, staff));
        Assert.Equal("6", await ExaminedAsync(new() { ResourceId = new("resource-3") }, staff));
        Assert.Equal("6 6", await ExaminedAsync(new() { UserId = ManyBookings.UserOf(7) }, staff));
    }

    private async Task AssertCostsAsync()
    {
        // One list of an index, with one document more than the page.
        Assert.Equal("6", await ExaminedAsync(new() { OfAll = true }));
        Assert.Equal("6", await ExaminedAsync(new() { OfAll = true, Statuses = [BookingStatus.Pending] }));
        Assert.Equal("6", await ExaminedAsync(new() { OfAll = true, ServiceId = new("service-1") }));
        Assert.Equal("6", await ExaminedAsync(new() { OfAll = true, ServiceId = new("service-1"), Statuses = [BookingStatus.NoShow] }));
        Assert.Equal("6", await ExaminedAsync(new() { ResourceId = new("resource-2") }));
        Assert.Equal("6", await ExaminedAsync(new() { ResourceId = new("resource-2"), Statuses = [BookingStatus.Cancelled] }));
        Assert.Equal("6", await ExaminedAsync(new() { UserId = ManyBookings.UserOf(7) }));
        Assert.Equal("6", await ExaminedAsync(new() { OfAll = true, From = At(300), To = At(400) }));
        Assert.Equal("2", await ExaminedAsync(new() { ResourceId = new("resource-2"), From = At(300), To = At(310) }));

        // Several lists, each read twice.
        Assert.Equal("6 6 6 6", await ExaminedAsync(new() { OfAll = true, Statuses = [BookingStatus.Pending, BookingStatus.Confirmed] }));

        // Filtered from one user's or one resource's bookings. The range has ten and twenty of them, and no others are examined.
        Assert.Equal("6 4", await ExaminedAsync(new() { UserId = ManyBookings.UserOf(7), Statuses = [BookingStatus.Pending], To = At(500) }));
        Assert.Equal("6 14", await ExaminedAsync(new() { ResourceId = new("resource-2"), ServiceId = new("service-1"), To = At(100) }));
    }

    /// <summary>The number of documents that each find of the answer examines.</summary>
    private async Task<string> ExaminedAsync(BookingFilter filter, UserId? staff = null)
    {
        _finds.Clear();
        var query = new ListBookings(staff ?? ManyBookings.UserOf(999), null, Limit) { Role = staff is null ? Role.Admin : Role.Staff, Filter = filter };
        Assert.Null((await _node.Get<ListBookingsHandler>().HandleAsync(query, CancellationToken.None)).Refusal);
        List<int> examined = [];
        foreach (var find in _finds)
        {
            var explained = await _deployment.Raw.RunCommandAsync<BsonDocument>(new BsonDocument { ["explain"] = find, ["verbosity"] = "executionStats" });
            var plan = explained["queryPlanner"]["winningPlan"].ToString()!;
            Assert.Contains("IXSCAN", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("COLLSCAN", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("\"SORT\"", plan, StringComparison.Ordinal);
            examined.Add(explained["executionStats"]["totalDocsExamined"].ToInt32());
        }

        return string.Join(' ', examined);
    }

    private async Task FillAsync(int from, int to)
    {
        await _deployment.Store.PrepareAsync(CancellationToken.None);
        await _deployment.Raw.GetCollection<BsonDocument>(MongoCollections.ReadModels).InsertManyAsync(
            Enumerable.Range(from, to - from).Select(n => ReadModelDocuments.Write(BookingsProjection.ModelName, ManyBookings.Document(n))));
    }

    private async Task<UserId> LinkStaffAsync(params string[] resources)
    {
        var (user, catalogue) = (ManyBookings.UserOf(998), _node.Get<EventCatalogue>());
        IDomainEvent[] events = [new RoleChanged(user, Role.Staff, null, null), new StaffLinked(user, [.. resources.Select(id => new ResourceId(id))], null, null)];
        await _node.Get<IEventStore>().AppendAsync([new Commit(
            new CommitId(Guid.CreateVersion7()), Team.Stream, 0, [.. events.Select(catalogue.Write)],
            new CommitMetadata(Instant.FromUtc(2030, 1, 1, 0, 0), null, "test"))]);
        return user;
    }

    private void Listen(MongoClientSettings settings) => settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(e =>
    {
        if (e.CommandName == "find" && e.Command["find"] == MongoCollections.ReadModels)
        {
            string[] kept = ["find", "filter", "sort", "limit"];
            _finds.Enqueue(new BsonDocument(((BsonDocument)e.Command.DeepClone()).Where(field => kept.Contains(field.Name))));
        }
    });

    private static RangeBound At(int n) => new(null, ManyBookings.SlotOf(n));
}

public sealed class ListPlanOnReplicaSetTests() : ListPlanTests(MongoEngine.ReplicaSet);

public sealed class ListPlanOnVCoreTests() : ListPlanTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class ListPlanOnServerTests() : ListPlanTests(MongoEngine.Server);
