using System.Globalization;
using System.Text.RegularExpressions;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <summary>Classifies the driver's exceptions by the server's error codes.</summary>
internal static partial class MongoErrors
{
    private const int DuplicateKey = 11000, Throttled = 16500, Unauthorized = 13, AuthenticationFailed = 18, NamespaceNotFound = 26, NamespaceExists = 48;

    // Not primary, shutting down, interrupted, network, time limits, write conflict: the same request may succeed later. After 50 (time limit),
    // Cosmos DB may have applied the write. That is safe, because every write here can be repeated.
    private static readonly HashSet<int> Transient =
        [6, 7, 50, 64, 89, 91, 112, 134, 189, 262, 317, 358, 9001, 10058, 10107, 11600, 11601, 11602, 13435, 13436, Throttled];

    private static readonly HashSet<int> LostHistory = [136, 222, 260, 280, 286];

    // Unknown command, unsupported command or feature, not implemented, unknown pipeline stage.
    private static readonly HashSet<int> Unsupported = [59, 115, 238, 303, 40324];

    public static bool IsDuplicateKey(Exception e) => e switch
    {
        MongoWriteException { WriteError.Category: ServerErrorCategory.DuplicateKey } => true,
        MongoCommandException { Code: DuplicateKey } => true,
        _ => false,
    };

    /// <summary>Whether the same operation may succeed a moment later.</summary>
    public static bool IsTransient(Exception e) => e switch
    {
        MongoAuthenticationException => false,
        MongoConnectionException or MongoConnectionPoolPausedException or MongoNotPrimaryException or MongoNodeIsRecoveringException => true,
        MongoExecutionTimeoutException or MongoWaitQueueFullException or MongoCursorNotFoundException or TimeoutException => true,
        MongoWriteConcernException or NotYetVisibleException => true,
        MongoCommandException command => Transient.Contains(command.Code),
        MongoWriteException write => write.WriteError is null || Transient.Contains(write.WriteError.Code),
        MongoBulkWriteException bulk => bulk.WriteErrors.Count == 0 || bulk.WriteErrors.Any(error => Transient.Contains(error.Code)),
        _ => false,
    };

    /// <summary>Whether the server rejects the credentials or the user lacks a permission.</summary>
    public static bool IsAccessDenied(Exception e) =>
        e is MongoAuthenticationException or MongoCommandException { Code: Unauthorized or AuthenticationFailed };

    /// <summary>Whether a change stream cannot resume from its position. Only the sweep finds the changes in between.</summary>
    public static bool IsHistoryLost(Exception e) => e is MongoCommandException command && LostHistory.Contains(command.Code);

    /// <summary>Whether the server does not support the command.</summary>
    public static bool IsUnsupported(Exception e) => e is MongoCommandException command && Unsupported.Contains(command.Code);

    /// <summary>Whether the collection does not exist. Most engines treat a missing collection as empty instead.</summary>
    public static bool IsMissingCollection(Exception e) => e is MongoCommandException { Code: NamespaceNotFound };

    public static bool IsExistingCollection(Exception e) => e is MongoCommandException { Code: NamespaceExists };

    /// <summary>How long the server asks clients to wait, capped at 5 s; null if the error has no hint.</summary>
    public static TimeSpan? WaitHint(Exception e) =>
        WaitHintFormat().Match(e.Message) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var wait)
            ? TimeSpan.FromMilliseconds(Math.Min(wait, 5_000))
            : null;

    // Cosmos DB puts this into the message of error 16500.
    [GeneratedRegex(@"RetryAfterMs\s*=\s*(\d{1,6})", RegexOptions.IgnoreCase)]
    private static partial Regex WaitHintFormat();
}

/// <summary>A document exists but cannot be read yet, because a majority does not have it. A retry finds it saved or undone.</summary>
internal sealed class NotYetVisibleException() : Exception("A conflicting write has not reached a majority yet. Retry.");
