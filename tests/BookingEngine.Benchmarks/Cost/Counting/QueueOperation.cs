using System.Text.RegularExpressions;

namespace BookingEngine.Benchmarks.Cost.Counting;

/// <summary>A request in the access log of Azurite's queue service.</summary>
/// <param name="Kind">As the service names it.</param>
/// <param name="Queue">Empty for the account.</param>
public sealed partial record QueueOperation(string Kind, string Queue)
{
    public const string Put = "Put Message", Delete = "Delete Message", Get = "Get Messages";

    /// <summary>Null for a line that is no request.</summary>
    public static QueueOperation? Parse(string line)
    {
        if (Request().Match(line) is not { Success: true } request)
        {
            return null;
        }

        var (path, query) = (request.Groups["path"].Value.Split('/'), request.Groups["query"].Value);
        var isMessage = path is [_, "messages", ..];
        return new((request.Groups["method"].Value, isMessage) switch
        {
            ("POST", true) => Put,
            ("DELETE", true) => Delete,
            ("PUT", true) => "Update Message",
            ("GET", true) => query.Contains("peekonly", StringComparison.Ordinal) ? "Peek Messages" : Get,
            ("PUT", false) => "Create Queue",
            ("GET" or "HEAD", false) when path[0].Length > 0 => "Get Queue Metadata",
            ("GET", false) => "List Queues",
            var (method, _) => method,
        }, path[0]);
    }

    [GeneratedRegex("\"(?<method>[A-Z]+) /[a-z0-9]+/?(?<path>[^ ?\"]*)(?<query>[^ \"]*) HTTP/1.1\"")]
    private static partial Regex Request();
}
