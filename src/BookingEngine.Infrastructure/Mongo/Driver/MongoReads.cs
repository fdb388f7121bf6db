using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Clusters;

namespace BookingEngine.Infrastructure.Mongo.Driver;

internal static class MongoReads
{
    /// <summary>The collection with read concern majority. A standalone server does not support it, so there it is unchanged.</summary>
    public static IMongoCollection<BsonDocument> WithMajority(IMongoCollection<BsonDocument> collection) =>
        collection.Database.Client.Cluster.Description.Type is ClusterType.ReplicaSet or ClusterType.Sharded
            ? collection.WithReadConcern(ReadConcern.Majority)
            : collection;
}
