using System.Text;
using System.Text.RegularExpressions;

namespace BookingEngine.Benchmarks.Cost.Counting;

/// <summary>Counts a line of the test host: an execution, or a log record of the app.</summary>
public static partial class HostLine
{
    /// <exception cref="BenchmarkException">The execution failed.</exception>
    public static void Count(string line, Tally tally)
    {
        if (Execution().Match(line) is { Success: true } execution)
        {
            if (execution.Groups["end"].Value == "FAIL")
            {
                throw new BenchmarkException($"An execution failed: {line}");
            }

            tally.Add(Tally.Executions, execution.Groups["name"].Value);
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
