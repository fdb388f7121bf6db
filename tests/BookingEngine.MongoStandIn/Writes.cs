using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Inserts, updates and deletes. Each statement is atomic and is executed once, even when a retryable write is repeated.</summary>
internal sealed class Writes(Behaviour behaviour, StandInData data)
{
    private sealed record Applied(int Count, int Modified = 0, BsonValue? Upserted = null);

    private BsonDocument Insert(Command command)
    {
        command.Expect("documents", "ordered");
        return Each(command, "documents", document =>
        {
            var whole = document.Contains("_id") ? document : new BsonDocument("_id", ObjectId.GenerateNewId()).AddRange(document);
            behaviour.Admit(whole);
            data.Open(command.Database, command.Collection).Insert(whole);
            return new Applied(1);
        });
    }

    private BsonDocument Update(Command command)
    {
        command.Expect("updates", "ordered");
        return Each(command, "updates", statement =>
        {
            Command.Expect(statement, "q", "u", "multi", "upsert");
            return Update(data.Open(command.Database, command.Collection), statement, new DocumentUpdate(statement["u"]));
        });
    }

    private BsonDocument Delete(Command command)
    {
        command.Expect("deletes", "ordered");
        return Each(command, "deletes", statement =>
        {
            Command.Expect(statement, "q", "limit");
            var collection = data.Open(command.Database, command.Collection);
            var matching = collection.Find(statement["q"].AsBsonDocument);
            BsonDocument[] found = [.. statement["limit"].ToInt32() == 1 ? matching.Take(1) : matching];
            foreach (var document in found) collection.Remove(document);
            return new Applied(found.Length);
        });
    }

    /// <summary>Executes the first half of the statements and refuses the others, like a server whose budget ends in between. Of a single statement
    /// it executes none.</summary>
    public BsonDocument ExecuteHalf(Command command, CommandException error)
    {
        var field = command.Name == "insert" ? "documents" : $"{command.Name}s";
        var statements = command.Body[field].AsBsonArray;
        var done = statements.Count / 2;
        var half = command with { Body = command.Body.DeepClone().AsBsonDocument.Set(field, new BsonArray(statements.Take(done))) };
        var answer = Run(half);
        var errors = answer.GetValue("writeErrors", new BsonArray()).AsBsonArray;
        var refused = !IsOrdered(command) ? statements.Count - done : errors.Count == 0 ? 1 : 0;
        return answer.Set("writeErrors", errors.AddRange(Enumerable.Range(done, refused).Select(error.WriteError)));
    }

    public BsonDocument Run(Command command) => command.Name switch
    {
        "insert" => Insert(command),
        "update" => Update(command),
        _ => Delete(command),
    };

    private Applied Update(StandInCollection collection, BsonDocument statement, DocumentUpdate update)
    {
        var filter = statement["q"].AsBsonDocument;
        var isMulti = statement.GetValue("multi", false).ToBoolean();
        var isUpsert = statement.GetValue("upsert", false).ToBoolean();
        if (isUpsert) behaviour.AdmitUpsert(filter);
        if (isMulti && update.IsReplacement) throw new CommandException(9, "multi update is not supported for replacement-style update");
        var matching = collection.Find(filter);
        BsonDocument[] found = [.. isMulti ? matching : matching.Take(1)];
        if (found.Length == 0 && isUpsert)
        {
            var made = behaviour.Admit(update.Create(filter));
            collection.Insert(made);
            return new Applied(1, Upserted: made["_id"]);
        }

        return new Applied(found.Length, found.Count(d => collection.Replace(d, behaviour.Admit(update.Apply(d)), update.IsReplacement)));
    }

    private BsonDocument Each(Command command, string field, Func<BsonDocument, Applied> apply)
    {
        var (count, modified, upserted, errors) = (0, 0, new BsonArray(), new BsonArray());
        foreach (var (i, statement) in command.Body[field].AsBsonArray.Index())
        {
            if (errors.Count > 0 && IsOrdered(command)) break;
            try
            {
                var applied = Once(command, i, () => apply(statement.AsBsonDocument));
                (count, modified) = (count + applied.Count, modified + applied.Modified);
                if (applied.Upserted is { } id) upserted.Add(new BsonDocument { { "index", i }, { "_id", id } });
            }
            catch (CommandException e) when (!e.IsComplaint)
            {
                errors.Add(e.WriteError(i));
            }
        }

        return Answer(field, count, modified, upserted, errors);
    }

    private static BsonDocument Answer(string field, int count, int modified, BsonArray upserted, BsonArray errors)
    {
        var answer = new BsonDocument("n", count);
        if (field == "updates") answer.Add("nModified", modified);
        if (upserted.Count > 0) answer.Add("upserted", upserted);
        return errors.Count > 0 ? answer.Add("writeErrors", errors) : answer;
    }

    private Applied Once(Command command, int statement, Func<Applied> apply)
    {
        lock (data.Gate) return data.Retried.Once(command, statement, apply);
    }

    private static bool IsOrdered(Command command) => command.Body.GetValue("ordered", true).ToBoolean();
}
