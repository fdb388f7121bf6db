using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>Documents that someone edited or deleted by hand.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private static readonly StreamName Good = StreamName.Parse("calendar-good"), Bad = StreamName.Parse("calendar-bad");
    private readonly MongoDeployment _deployment = new(MongoEngine.ReplicaSet);

    private MongoEventStore Store => new(_deployment.Store, NullLogger<MongoEventStore>.Instance);

    public async Task InitializeAsync()
    {
        foreach (var stream in new[] { Good, Bad })
        {
            for (var version = 0; version < 3; version++)
            {
                await Store.AppendAsync([Commits.Of(stream, version)]);
            }
        }
    }

    public async Task DisposeAsync() => await _deployment.DisposeAsync();

    [Fact]
    public async Task A_deleted_commit_is_noticed_when_the_stream_is_read()
    {
        await Events.DeleteOneAsync(new BsonDocument("_id", "calendar-bad+000000000002"));
        var e = await Assert.ThrowsAsync<DamagedStreamException>(() => Store.ReadAsync(Bad, 0, 10, CancellationToken.None));
        Assert.Equal("The stream calendar-bad is damaged: its version 2 is missing. Restore it from a backup.", e.Message);
        Assert.Equal(3, (await Store.ReadAsync(Good, 0, 10, CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("commit_id")]
    [InlineData("recorded_at")]
    [InlineData("events")]
    public async Task An_edited_commit_is_noticed_when_the_stream_is_read(string field)
    {
        await EditAsync(2, field, 7);
        var e = await Assert.ThrowsAsync<DamagedStreamException>(() => Store.ReadAsync(Bad, 0, 10, CancellationToken.None));
        Assert.Equal("The stream calendar-bad is damaged: its commit calendar-bad+000000000002 was changed. Restore it from a backup.", e.Message);
    }

    [Fact]
    public async Task A_damaged_commit_stops_neither_the_stream_list_nor_the_feed()
    {
        var feed = new MongoFeed(_deployment.Store, TimeProvider.System, TimeSpan.FromMilliseconds(5));
        var start = (await feed.ReadAsync(null, CancellationToken.None)).Position;
        await Events.InsertOneAsync(new BsonDocument { ["_id"] = "calendar-bad+000000000004", ["stream"] = "calendar-bad", ["version"] = "four" });
        await Store.AppendAsync([Commits.Of(Good, 3)]);
        Assert.Equal([new(Bad, 3), new(Good, 4)], await Store.ListStreamsAsync(null, 10, CancellationToken.None));
        Assert.Equal([new StreamVersion(Good, 4)], (await feed.ReadAsync(start, CancellationToken.None)).Advanced.ToArray());
    }

    [Fact]
    public async Task An_edited_read_model_document_is_reported_and_repaired_by_a_rebuild()
    {
        var models = new MongoReadModelStore(_deployment.Store);
        var document = new ReadModelDocument("1", Good, 3, "of one", "key", "{}");
        await models.TryWriteAsync("things", document, 0);
        await _deployment.Raw.GetCollection<BsonDocument>(MongoCollections.ReadModels).UpdateOneAsync(
            new BsonDocument("_id", "things:1"), new BsonDocument("$set", new BsonDocument { ["version"] = "three", ["body"] = 9 }));

        var e = await Assert.ThrowsAsync<DamagedDocumentException>(() => models.FindAsync("things", "1", CancellationToken.None));
        Assert.Equal("The document things:1 in read_models is damaged. Restore it from a backup.", e.Message);
        Assert.True(await models.TryReplaceStreamAsync("things", Good, 3, [document]));
        Assert.Equal(document, await models.FindAsync("things", "1", CancellationToken.None));
    }

    private IMongoCollection<BsonDocument> Events => _deployment.Raw.GetCollection<BsonDocument>(MongoCollections.Events);

    private Task EditAsync(long version, string field, BsonValue value) => Events.UpdateOneAsync(
        new BsonDocument("_id", $"{Bad}+{version:000000000000}"), new BsonDocument("$set", new BsonDocument(field, value)));
}

internal static class Commits
{
    private static readonly Instant Start = Instant.FromUtc(2030, 1, 1, 12, 0);

    /// <summary>One event after this version, recorded this number of seconds after the start.</summary>
    public static Commit Of(StreamName stream, long expectedVersion) => new(
        new CommitId(Guid.CreateVersion7()), stream, expectedVersion, [new EventData("happened", "{}")],
        new CommitMetadata(Start + Duration.FromSeconds(expectedVersion), null, "request"));
}
