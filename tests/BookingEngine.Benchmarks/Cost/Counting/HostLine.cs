using System.Text;
using System.Text.RegularExpressions;

namespace BookingEngine.Benchmarks.Cost.Counting;

/// <summary>Counts a line of the test host: an execution, or a log record of the app. An execution that failed is paid for as well, and tried
/// again.</summary>
public static partial class HostLine
{
    public static void Count(string line, Tally tally)
    {
        if (Execution().Match(line) is { Success: true } execution)
        {
            tally.Add(Tally.Executions, execution.Groups["name"].Value + (execution.Groups["end"].Value == "FAIL" ? ", failed" : ""));
        }
        else if (Record().Match(line) is { Success: true } record)
        {
            tally.Add(Tally.Logs, record.Groups["level"].Value, Encoding.UTF8.GetByteCount(line));
        }
    }

    [GeneratedRegex("^[0-9:.]+ (?<end>ok  |FAIL) (?<name>[A-Za-z0-9]+) ")]
    private static partial Regex Execution();

    [GeneratedRegex(@"^[0-9:.]+ \[(?<level>Information|Warning|Error|Critical)\] ")]
    private static partial Regex Record();
}
