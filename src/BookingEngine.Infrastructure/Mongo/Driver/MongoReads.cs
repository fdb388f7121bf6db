using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Clusters;

namespace BookingEngine.Infrastructure.Mongo.Driver;

internal static class MongoReads
{
    /// <summary>The collection as a majority has it, where there is a majority to ask: a standalone server has none.</summary>
    public static IMongoCollection<BsonDocument> Settled(IMongoCollection<BsonDocument> collection) =>
        collection.Database.Client.Cluster.Description.Type is ClusterType.ReplicaSet or ClusterType.Sharded
            ? collection.WithReadConcern(ReadConcern.Majority)
            : collection;
}
