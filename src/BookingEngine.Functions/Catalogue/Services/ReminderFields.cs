using System.Collections.Immutable;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Services;

internal static class ReminderFields
{
    private const int MaximumReminders = 10;

    /// <summary>The longest first; null for none.</summary>
    public static ImmutableArray<int>? Read(RequestFields fields)
    {
        var value = fields.Optional("reminders", "How many minutes before the start customers are reminded by mail, such as `[1440, 120]`.");
        var read = value.List(MaximumReminders, item => item.Whole(1, BookingFields.MaximumMinutes) ?? 0);
        if (read.Distinct().Count() != read.Count)
        {
            value.Fail("must not list a number twice");
        }

        return read.Count == 0 ? null : [.. read.OrderDescending()];
    }
}
