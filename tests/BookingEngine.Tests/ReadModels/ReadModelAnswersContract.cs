using System.Text;
using BookingEngine.ReadModels;

namespace BookingEngine.Tests.ReadModels;

/// <summary>The answers that documents have.</summary>
public abstract partial class ReadModelStoreContract
{
    [ServerFact]
    public async Task A_document_keeps_its_answer_until_it_is_written_without()
    {
        var answered = Document("1", 3) with { Answer = new DocumentAnswer("7", "{\"id\":\"é\"}"u8.ToArray()) };
        await Models.TryWriteAsync(Model, answered, 0);
        Assert.Equal(answered, await Models.FindAsync(Model, "1", CancellationToken.None));
        Assert.Equal([answered], await Models.ListAsync(ReadModelList.OfPartition(Model, "of one"), default, CancellationToken.None));
        Assert.Equal([answered], await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None));

        var next = answered with { Version = 4, Answer = new DocumentAnswer("8", "{}"u8.ToArray()) };
        await Models.TryWriteAsync(Model, next, 3);
        Assert.Equal(next, await Models.FindAsync(Model, "1", CancellationToken.None));
        await Models.TryWriteAsync(Model, Document("1", 5), 4);
        Assert.Equal(Document("1", 5), await Models.FindAsync(Model, "1", CancellationToken.None));
        await Models.TryReplaceStreamAsync(Model, Stream, 5, [answered with { Version = 5 }]);
        Assert.Equal(answered with { Version = 5 }, await Models.FindAsync(Model, "1", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_list_of_answers_has_what_the_list_of_documents_has()
    {
        var list = ReadModelList.OfPartition(Model, "of one");
        await Models.AddAsync(Model, [.. new[] { "1", "2", "3", "4" }.Select(id => Answered(id, "7"))]);
        var documents = await Models.ListAsync(list, new(null, null, 3), CancellationToken.None);
        var answers = await Models.ListAnswersAsync(list, new(null, null, 3), "7", CancellationToken.None);
        Assert.Equal(3, answers!.Count);
        Assert.Equal(documents.Select(d => (d.SortKey, TextOf(d.Answer!.Json))), answers.Select(a => (a.SortKey, TextOf(a.Json))));

        var after = await Models.ListAnswersAsync(list, new(documents[1].SortKey, null, null), "7", CancellationToken.None);
        Assert.Equal(["3", "4"], after!.Select(a => TextOf(a.Json)[^2..^1]));
        Assert.Null(await Models.ListAnswersAsync(list, default, "8", CancellationToken.None));
        Assert.Empty((await Models.ListAnswersAsync(ReadModelList.OfPartition(Model, "of nobody"), default, "8", CancellationToken.None))!);
    }

    [ServerFact]
    public async Task A_list_of_answers_refuses_a_document_without_one()
    {
        var list = ReadModelList.OfPartition(Model, "of one");
        await Models.AddAsync(Model, [Answered("1", "7"), Document("2", 3)]);
        Assert.Null(await Models.ListAnswersAsync(list, default, "7", CancellationToken.None));
        Assert.Single((await Models.ListAnswersAsync(list, new(null, null, 1), "7", CancellationToken.None))!);
    }

    private static ReadModelDocument Answered(string id, string shape) =>
        Document(id, 3) with { Answer = new DocumentAnswer(shape, Encoding.UTF8.GetBytes($"answer {id}.")) };

    private static string TextOf(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
