using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Bookings.Settle;
using BookingEngine.Functions.Pipeline;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.PublicBookings;
using BookingEngine.Queues;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Tests.Erasure;

/// <summary>Messages about erasures. They come in the merged queue, and from earlier versions in their own.</summary>
public sealed class ErasureMessagesTests(RunningApi api) : IClassFixture<RunningApi>
{
    public static TheoryData<string> Queues => [QueueNames.Work, QueueNames.Claims];

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task The_second_look_calls_off_what_a_running_request_booked(string queue)
    {
        var person = await api.NewPersonAsync();
        Assert.Equal(204, (await api.SendAsync(ErasureCalls.Own(person))).Status);
        var booking = await BookAsync(new UserId(person.Id));
        Assert.Equal("confirmed", await StatusAsync(booking));

        await HandleAsync(queue, new UserId(person.Id).Stream.Value);

        Assert.Equal("cancelled", await StatusAsync(booking));
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task The_texts_of_a_form_that_was_never_confirmed_are_erased(string queue)
    {
        var texts = api.Services.GetRequiredService<BookingTexts>();
        var (visitor, form) = (new UserId(Guid.CreateVersion7()), new BookingId(Guid.CreateVersion7()));
        var encrypted = await texts.EncryptAsync(visitor, form, "By the window");
        Assert.Equal("By the window", await texts.DecryptAsync(visitor, form, encrypted, CancellationToken.None));

        await HandleAsync(queue, RequestTexts.MessageOf(form.Value));

        Assert.Null(await texts.DecryptAsync(visitor, form, encrypted, CancellationToken.None));
    }

    private Task HandleAsync(string queue, string message)
    {
        var invocation = new LocalInvocation("test", CancellationToken.None);
        return queue == QueueNames.Work
            ? ActivatorUtilities.CreateInstance<WorkFunction>(api.Services).RunAsync(new WorkMessage(QueueNames.Claims, message).ToText(), invocation)
            : ActivatorUtilities.CreateInstance<SettleClaimsFunction>(api.Services).RunAsync(message, invocation);
    }

    // As a request does that found the user before the erasure.
    private async Task<BookingId> BookAsync(UserId user)
    {
        var command = new BookSlot(user, DefaultCatalogue.InitialService, InstantPattern.General.Parse(People.NewSlot()).Value);
        var context = new CommandContext(new CommitId(Guid.CreateVersion7()), Instant.FromDateTimeOffset(api.Clock.GetUtcNow()), $"{user}", "test");
        var outcome = await api.Services.GetRequiredService<BookSlotHandler>().HandleAsync(command, context, CancellationToken.None);
        Assert.False(outcome.IsRefused(out var refusal, out var booking), refusal?.Code);
        return booking.Id;
    }

    private async Task<string> StatusAsync(BookingId booking) =>
        (await api.SendAsync(Call.Get($"/bookings/{booking}") with { Token = (await api.AdminAsync()).Token })).Member("status");
}
