using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>An error in the answer to a command.</summary>
internal sealed class CommandException(int code, string message, BsonDocument? details = null) : Exception(message)
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [2] = "BadValue",
        [9] = "FailedToParse",
        [13] = "Unauthorized",
        [14] = "TypeMismatch",
        [16] = "InvalidLength",
        [18] = "AuthenticationFailed",
        [20] = "IllegalOperation",
        [26] = "NamespaceNotFound",
        [40] = "ConflictingUpdateOperators",
        [43] = "CursorNotFound",
        [48] = "NamespaceExists",
        [50] = "MaxTimeMSExpired",
        [53] = "InvalidIdField",
        [59] = "CommandNotFound",
        [66] = "ImmutableField",
        [67] = "CannotCreateIndex",
        [85] = "IndexOptionsConflict",
        [86] = "IndexKeySpecsConflict",
        [91] = "ShutdownInProgress",
        [115] = "CommandNotSupported",
        [189] = "PrimarySteppedDown",
        [225] = "TransactionTooOld",
        [286] = "ChangeStreamHistoryLost",
        [303] = "FeatureNotSupported",
        [10107] = "NotWritablePrimary",
        [10334] = "BSONObjectTooLarge",
        [11000] = "DuplicateKey",
        [11600] = "InterruptedAtShutdown",
        [16500] = "RequestRateTooLarge",
    };

    private static readonly int[] Retryable = [6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];
    private static readonly int[] Resumable = [.. Retryable, 43, 63, 133, 150, 234, 13388];

    public int Code => code;

    /// <summary>An unsupported request, which must fail the test.</summary>
    public bool IsComplaint { get; private init; }

    public static CommandException Unknown(int code, string message) => new(code, message) { IsComplaint = true };

    public static CommandException Duplicate(string collection, string index, BsonDocument pattern, BsonDocument value) => new(
        11000,
        $"E11000 duplicate key error collection: {collection} index: {index} dup key: {value}",
        new BsonDocument { { "keyPattern", pattern }, { "keyValue", value } });

    public static CommandException Throttled(int retryAfterMs) => new(
        16500, $"Error=16500, RetryAfterMs={retryAfterMs}, Details='Response status code does not indicate success: TooManyRequests (429)'");

    public BsonDocument Answer(Command command)
    {
        var answer = new BsonDocument { { "ok", 0.0 }, { "errmsg", Message }, { "code", code }, { "codeName", Names.GetValueOrDefault(code, $"Location{code}") } };
        string[] labels =
        [
            .. command.TransactionNumber is not null && Retryable.Contains(code) ? ["RetryableWriteError"] : Array.Empty<string>(),
            .. command.Name is "aggregate" or "getMore" && Resumable.Contains(code) ? ["ResumableChangeStreamError"] : Array.Empty<string>(),
            .. code == 286 ? ["NonResumableChangeStreamError"] : Array.Empty<string>(),
        ];
        return labels.Length == 0 ? answer.Merge(details ?? []) : answer.Add("errorLabels", new BsonArray(labels)).Merge(details ?? []);
    }

    public BsonDocument WriteError(int statement) =>
        new BsonDocument { { "index", statement }, { "code", code } }.Merge(details ?? []).Add("errmsg", Message);
}
