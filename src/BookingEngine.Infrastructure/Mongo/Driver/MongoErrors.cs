using System.Globalization;
using System.Text.RegularExpressions;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <summary>What the driver's exceptions mean, by the server's error codes.</summary>
internal static partial class MongoErrors
{
    private const int DuplicateKey = 11000, Throttled = 16500, Unauthorized = 13, AuthenticationFailed = 18, NamespaceNotFound = 26, NamespaceExists = 48;

    // Not primary, shutting down, interrupted, network, time limits, write conflict: the same request may succeed later. 50 (time limit) may
    // have been applied on Cosmos DB; every write of ours bears being repeated.
    private static readonly HashSet<int> Passing =
        [6, 7, 50, 64, 89, 91, 112, 134, 189, 262, 317, 358, 9001, 10058, 10107, 11600, 11601, 11602, 13435, 13436, Throttled];

    private static readonly HashSet<int> LostHistory = [136, 222, 260, 280, 286];

    // No such command, command or feature not supported, not implemented, no such stage.
    private static readonly HashSet<int> Unsupported = [59, 115, 238, 303, 40324];

    public static bool IsDuplicateKey(Exception e) => e switch
    {
        MongoWriteException { WriteError.Category: ServerErrorCategory.DuplicateKey } => true,
        MongoCommandException { Code: DuplicateKey } => true,
        _ => false,
    };

    /// <summary>Whether the store may do the same thing a moment later.</summary>
    public static bool IsPassing(Exception e) => e switch
    {
        MongoAuthenticationException => false,
        MongoConnectionException or MongoConnectionPoolPausedException or MongoNotPrimaryException or MongoNodeIsRecoveringException => true,
        MongoExecutionTimeoutException or MongoWaitQueueFullException or MongoCursorNotFoundException or TimeoutException => true,
        MongoWriteConcernException or NotYetVisibleException => true,
        MongoCommandException command => Passing.Contains(command.Code),
        MongoWriteException write => write.WriteError is null || Passing.Contains(write.WriteError.Code),
        MongoBulkWriteException bulk => bulk.WriteErrors.Count == 0 || bulk.WriteErrors.Any(error => Passing.Contains(error.Code)),
        _ => false,
    };

    /// <summary>Whether the server does not let us in.</summary>
    public static bool IsRefused(Exception e) =>
        e is MongoAuthenticationException or MongoCommandException { Code: Unauthorized or AuthenticationFailed };

    /// <summary>Whether a change stream cannot go on from where it was: what lay between is told by the sweep alone.</summary>
    public static bool IsHistoryLost(Exception e) => e is MongoCommandException command && LostHistory.Contains(command.Code);

    /// <summary>Whether the server does not have what was asked for at all.</summary>
    public static bool IsUnsupported(Exception e) => e is MongoCommandException command && Unsupported.Contains(command.Code);

    /// <summary>Whether the collection was never made, on a server to which that makes a difference.</summary>
    public static bool IsMissing(Exception e) => e is MongoCommandException { Code: NamespaceNotFound };

    public static bool IsThereAlready(Exception e) => e is MongoCommandException { Code: NamespaceExists };

    /// <summary>How long the server asks to be left alone; null if it does not say.</summary>
    public static TimeSpan? WaitHint(Exception e) =>
        WaitHintFormat().Match(e.Message) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var wait)
            ? TimeSpan.FromMilliseconds(Math.Min(wait, 5_000))
            : null;

    // As Cosmos DB writes it into the message of error 16500.
    [GeneratedRegex(@"RetryAfterMs\s*=\s*(\d{1,6})", RegexOptions.IgnoreCase)]
    private static partial Regex WaitHintFormat();
}

/// <summary>A document whose key is taken cannot be read yet: its write has not reached a majority. It will have, or will have been undone.</summary>
internal sealed class NotYetVisibleException() : Exception("A write that has not reached a majority stands in the way.");
