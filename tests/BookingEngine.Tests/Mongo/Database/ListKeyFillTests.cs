using BookingEngine.Bookings;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings.Lists;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo.Database;

/// <summary>A database from before bookings had list keys.</summary>
public sealed class ListKeyFillTests
{
    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_first_start_adds_list_keys_to_bookings_and_changes_nothing_else(string engine)
    {
        await using var deployment = new MongoDeployment(MongoEngine.Named(engine));
        List<ReadModelDocument> bookings = [.. Enumerable.Range(0, 1_200).Select(ManyBookings.Document)];
        var deleted = ManyBookings.Document(1_200) with { Body = null, Keys = null, Answer = null };
        var user = new ReadModelDocument("ada", StreamName.Parse("user-ada"), 1, "users", "ada", """{"status":"registered"}""");
        var data = deployment.StandIn!.Data;
        data.Put(
            deployment.Settings.Database, MongoCollections.ReadModels,
            [
                .. bookings.Append(deleted).Select(b => Old("bookings", b)), Old("users", user),
                Old("bookings", ManyBookings.Document(1_201)).Set("body", "no JSON"), Old("bookings", ManyBookings.Document(1_202)).Set("version", "two"),
            ]);
        data.Put(deployment.Settings.Database, MongoCollections.Schema, [new BsonDocument { ["_id"] = "schema", ["version"] = 1 }]);

        var models = new MongoReadModelStore(deployment.Store);
        var listed = await models.ListAsync(new(BookingsProjection.ModelName, ListIndex.ByModel), default, CancellationToken.None);
        Assert.Equal(bookings.Select(b => b with { Answer = null }), listed);
        Assert.Equal(deleted, await models.FindAsync(BookingsProjection.ModelName, deleted.Id, CancellationToken.None));
        Assert.Equal(user, await models.FindAsync("users", user.Id, CancellationToken.None));
        Assert.Equal(MongoSchema.Version, (await deployment.Raw.GetCollection<BsonDocument>(MongoCollections.Schema).Find(new BsonDocument()).SingleAsync())["version"].AsInt32);
    }

    private static BsonDocument Old(string model, ReadModelDocument document) => ReadModelDocuments.Write(model, document with { Keys = null, Answer = null });
}
