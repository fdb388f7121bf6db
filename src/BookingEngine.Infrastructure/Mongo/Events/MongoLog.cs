using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure.Mongo.Events;

internal static partial class MongoLog
{
    [LoggerMessage(701, LogLevel.Error, "The commit {Id} is damaged, and its stream cannot be read past it; restore it from a backup")]
    public static partial void CommitDamaged(this ILogger logger, string id);

    [LoggerMessage(702, LogLevel.Warning, "MongoDB does not answer; requests get 503 until it does")]
    public static partial void StoreUnreachable(this ILogger logger, Exception e);
}
