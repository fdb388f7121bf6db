using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>A stream that cannot be read, because of an unknown event type or a manual edit, next to a readable one.</summary>
public sealed class OneBadStreamTests : IAsyncLifetime
{
    private static readonly StreamName Bad = StreamName.Parse("calendar-bad");
    private static readonly UserId Ada = new(new Guid(1, 0, 0, new byte[8]));
    private readonly MongoDeployment _deployment = new(MongoEngine.ReplicaSet);
    private readonly OpenQueue _queue = new();
    private MongoNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = new MongoNode(_deployment.Store, _queue, TimeProvider.System);
        await _node.Get<Relay>().RunAsync(CancellationToken.None);
        Assert.Null((await _node.BookAsync(Ada, Instant.FromUtc(2035, 1, 1, 9, 0))).Refusal);
        await _node.Get<IEventStore>().AppendAsync([Commits.Of(Bad, 0)]); // its only event has an unknown type
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_event_type_fails_its_message_and_stops_no_other_stream()
    {
        await _node.Get<Relay>().RunAsync(CancellationToken.None);
        await AssertOnlyTheUnreadableFailsAsync<UnknownEventTypeException>();
    }

    [Fact]
    public async Task An_edited_commit_fails_its_message_and_stops_no_other_stream()
    {
        await EditAsync();
        await _node.Get<Relay>().RunAsync(CancellationToken.None);
        await AssertOnlyTheUnreadableFailsAsync<DamagedStreamException>();
    }

    [Fact]
    public async Task The_sweep_queues_the_damaged_stream_like_others_and_continues()
    {
        await EditAsync();
        Assert.Equal(2, (await _node.Get<Sweep>().RunAsync(CancellationToken.None)).Streams);
        await AssertOnlyTheUnreadableFailsAsync<DamagedStreamException>();
    }

    [Fact]
    public async Task A_rebuild_reports_unreadable_streams_and_rebuilds_the_others()
    {
        await EditAsync();
        var done = await _node.Get<Rebuild>().RunAsync(new SilentProgress(), CancellationToken.None);
        Assert.Equal((2, 1, 1), (done.Streams, done.Documents, done.Unreadable));
    }

    private Task EditAsync() => _deployment.Raw.GetCollection<BsonDocument>("events").UpdateOneAsync(
        new BsonDocument("_id", $"{Bad}+000000000001"), new BsonDocument("$set", new BsonDocument("events", "none")));

    private async Task AssertOnlyTheUnreadableFailsAsync<TException>()
        where TException : Exception
    {
        var messages = _queue.TakeAdvances().Select(StreamAdvanced.Parse).DistinctBy(m => m.Stream).OrderBy(m => m.Stream.Value, StringComparer.Ordinal).ToList();
        Assert.Equal([Bad, Calendar.StreamOf(DefaultCatalogue.Resource)], messages.Select(m => m.Stream));
        await Assert.ThrowsAsync<TException>(() => _node.ProjectAsync(messages[0].ToJson()));
        await _node.ProjectAsync(messages[1].ToJson());
        Assert.Equal(1, await _node.Get<IReadModelStore>().PositionAsync(BookingsProjection.ModelName, messages[1].Stream, CancellationToken.None));
    }
}
