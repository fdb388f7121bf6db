using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

[Collection(ContractTests.Name)]
public sealed class BookingContract(ContractApi api)
{
    [Fact]
    public async Task A_slot_is_booked_by_query_and_body_and_then_listed()
    {
        var person = await api.NewPersonAsync();
        var (first, second) = (ContractPeople.NewSlot(), ContractPeople.NewSlot());

        var byQuery = await api.BookAsync(person, first);
        var byBody = await api.SendAsync(Call.PostJson("/bookings", $$"""{"slot":"{{second}}"}""") with { Token = person.Token });

        Assert.Equal((201, person.Id.ToString(), first), (byQuery.Status, byQuery.Member("user_id"), byQuery.Member("slot")));
        Assert.Equal((201, second), (byBody.Status, byBody.Member("slot")));
        Assert.Equal([first, second], (await api.ListAsync(person)).SlotsOf());
    }

    [Fact]
    public async Task A_slot_without_offset_is_local_and_plus_may_be_space()
    {
        var person = await api.NewPersonAsync();
        var (first, second) = (ContractPeople.NewSlot(), ContractPeople.NewSlot());

        await api.SendAsync(Call.Post($"/bookings?slot={first[..^1]}") with { Token = person.Token });
        await api.SendAsync(Call.Post($"/bookings?slot={second[..^1]}+00:00") with { Token = person.Token });

        Assert.Equal([first, second], (await api.ListAsync(person)).SlotsOf());
    }

    [Fact]
    public async Task A_taken_slot_is_refused()
    {
        var (slot, other) = (ContractPeople.NewSlot(), await api.NewPersonAsync());
        Assert.Equal(201, (await api.BookAsync(await api.NewPersonAsync(), slot)).Status);

        var answer = await api.BookAsync(other, slot);

        Assert.Equal((409, "slot_unavailable"), (answer.Status, answer.Member("code")));
    }

    [Fact]
    public async Task A_malformed_slot_is_named() =>
        Assert.Equal(["slot"], (await api.BookAsync(await api.NewPersonAsync(), "tomorrow")).Json["errors"]!.AsObject().Select(e => e.Key));

    [Fact]
    public async Task A_list_with_a_limit_comes_in_pages()
    {
        var person = await api.NewPersonAsync();
        string[] slots = [ContractPeople.NewSlot(), ContractPeople.NewSlot(), ContractPeople.NewSlot()];
        foreach (var slot in slots)
        {
            Assert.Equal(201, (await api.BookAsync(person, slot)).Status);
        }

        var first = await api.ListAsync(person, "?limit=2");
        var second = await api.ListAsync(person, $"?limit=2&cursor={Uri.EscapeDataString(first.Member("next_cursor"))}");

        Assert.Equal(slots, first.SlotsOf().Concat(second.SlotsOf()));
        Assert.Null(second.Json["next_cursor"]);
    }

    [Fact]
    public async Task A_repeated_idempotency_key_gets_the_same_answer()
    {
        var person = await api.NewPersonAsync();
        var call = Call.Post($"/bookings?slot={ContractPeople.NewSlot()}") with
        {
            Token = person.Token,
            Headers = [("Idempotency-Key", Guid.CreateVersion7().ToString())],
        };

        var (first, again) = (await api.SendAsync(call), await api.SendAsync(call));

        Assert.Equal((201, 201, first.Text, "true"), (first.Status, again.Status, again.Text, again.Header("Idempotent-Replayed")));
    }

    [Fact]
    public async Task Someone_elses_booking_is_not_found()
    {
        var booked = await api.BookAsync(await api.NewPersonAsync(), ContractPeople.NewSlot());

        var answer = await api.SendAsync(Call.Get($"/bookings/{booked.Member("id")}") with { Token = (await api.NewPersonAsync()).Token });

        Assert.Equal(404, answer.Status);
    }
}
