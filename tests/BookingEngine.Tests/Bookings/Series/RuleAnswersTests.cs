using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Infrastructure.Recurrence;
using NodaTime.Text;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>The dates of 500 random rules beside those of another implementation, the npm package rrule, as recorded by <c>.ci/recurrence/record.mjs</c>.</summary>
public sealed class RuleAnswersTests
{
    private static readonly IcalRecurringDates Dates = new();

    private static string[] Recorded => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Bookings", "Series", "rrule-answers.tsv"));

    [Fact]
    public void The_dates_of_500_rules_are_those_of_another_implementation()
    {
        var recorded = Recorded;
        Assert.Equal(500, recorded.Length);
        string[] different = [.. recorded.Where(line => Again(line) != line).Select(line => $"{line}\n{Again(line)}")];
        Assert.True(different.Length == 0, string.Join('\n', different));
    }

    private static string Again(string line)
    {
        var (start, rule, answer) = line.Split('\t') is [var s, var r, var a] ? (s, r, a) : throw new FormatException(line);
        Assert.False(RuleParser.Read($"{rule};COUNT=1").IsRefused(out var refusal, out var read), $"{rule}: {refusal?.Detail}");
        var first = LocalDatePattern.Iso.Parse(start).Value;
        var dates = Dates.From(first, read!.Pattern).TakeWhile(date => date <= first.PlusYears(2)).Take(Math.Min(40, answer.Split(' ').Length + 1));
        return $"{start}\t{rule}\t{string.Join(' ', dates.Select(LocalDatePattern.Iso.Format))}";
    }
}
