using System.Text;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Times;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Lists are answered from stored JSON where the document has it in the current shape, and otherwise from the body.</summary>
public sealed class StoredAnswersTests
{
    private const string Model = BookingsProjection.ModelName, Unreadable = "no JSON";
    private static readonly UserId Caller = ManyBookings.UserOf(0);
    private static readonly ReadModelDocument Booked = ManyBookings.Document(0);

    // The lists never read a booking's resource, so its catalogue and team stay empty.
    private static readonly BookingFilter[] Filters =
    [
        BookingFilter.None,
        new() { OfAll = true },
        new() { OfAll = true, Statuses = [BookingStatus.Confirmed, BookingStatus.Pending] },
        new() { ResourceId = new ResourceId("resource-0"), ServiceId = new ServiceId("service-0") },
        new() { OfOwn = true, ResourceId = new ResourceId("resource-0") },
        new() { OfAll = true, From = At(ManyBookings.SlotOf(-1)), To = At(ManyBookings.SlotOf(1)) },
    ];

    private readonly InMemoryReadModelStore _models = new(new ReadModelTables(), Steps.Locked());

    public static TheoryData<int> Lists => [.. Enumerable.Range(0, Filters.Length)];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_sends_stored_answers_without_reading_bodies(int filter)
    {
        await _models.TryWriteAsync(Model, Booked with { Body = Unreadable }, 0);
        Assert.Equal([Text(Booked.Answer!)], await ListAsync(Filters[filter]));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_writes_answers_of_another_shape_again(int filter)
    {
        await _models.TryWriteAsync(Model, Booked with { Answer = new("1 2020a", "{\"old\":true}"u8.ToArray()) }, 0);
        await _models.TryWriteAsync(Model, ManyBookings.Document(50) with { Answer = null }, 0);
        var listed = await ListAsync(Filters[filter] with { To = At(ManyBookings.SlotOf(1)) });
        Assert.Equal([Text(Booked.Answer!)], listed);
    }

    [Fact]
    public async Task A_booking_at_the_exact_start_of_a_range_is_in_it_and_at_its_end_is_not()
    {
        await _models.TryWriteAsync(Model, Booked, 0);
        Assert.Single(await ListAsync(new() { OfAll = true, From = At(ManyBookings.SlotOf(0)) }));
        Assert.Empty(await ListAsync(new() { OfAll = true, From = At(ManyBookings.SlotOf(0) + Duration.FromTicks(1)) }));
        Assert.Single(await ListAsync(new() { OfAll = true, To = At(ManyBookings.SlotOf(0) + Duration.FromTicks(1)) }));
        Assert.Empty(await ListAsync(new() { OfAll = true, To = At(ManyBookings.SlotOf(0)) }));
    }

    private static RangeBound At(Instant instant) => new(null, instant);

    private static string Text(DocumentAnswer answer) => Encoding.UTF8.GetString(answer.Json.Span);

    private async Task<string[]> ListAsync(BookingFilter filter)
    {
        var handler = new ListBookingsHandler(_models, new BookingAccess(null!), null!, null!, null!);
        var outcome = await handler.HandleAsync(new ListBookings(Caller, null, null) { Role = Role.Admin, Filter = filter }, CancellationToken.None);
        Assert.False(outcome.IsRefused(out _, out var page));
        return [.. page!.Listed.Select(booking => Encoding.UTF8.GetString(booking.Json.Span))];
    }
}
