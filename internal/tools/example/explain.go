package main

// explanation is the sheet 说明, line by line. It gives no figure a home; it
// says which are real.
func explanation() []string {
	return []string{
		"殷都区2020年示例数据 / Example data of Yindu District, 2020",
		"",
		"来源：安阳市人民政府办公室《安阳政务信息》第143期，2020年9月8日，《早谋划 强推进 优服务 殷都区为项目发展保驾护航》。",
		"Source: 安阳政务信息 (Anyang government bulletin) no. 143, 2020-09-08, on Yindu District, January to July 2020.",
		"",
		"灰色斜体单元格为虚构，仅供演示；其余数据见于公报。每一行的“备注”写明公开或虚构。",
		"Grey italic cells are made up, for demonstration only; the others stand in the bulletin. The column 备注 of each row says which (公开 published, 虚构 made up).",
		"",
		"公开数据 / Published",
		"1—7月规模以上工业增加值同比增长1.5%；固定资产投资同比增长27.1%；一般公共预算收入累计12.19亿元，同比增长7.9%。",
		"January to July: industrial value added +1.5 %, fixed-asset investment +27.1 %, general public budget revenue 12.19 亿元, +7.9 %.",
		"截至7月底完成省外资金68亿元。 / Out-of-province funds received by the end of July: 68 亿元.",
		"省、市重点项目28个，总投资336.17亿元，年度目标65.57亿元，完成投资48.3亿元；今年新开工16个；26个项目成立工作专班。",
		"28 provincial and municipal key projects: total investment 336.17 亿元, target of the year 65.57, completed 48.3; 16 newly started in 2020; 26 with a task force of their own.",
		"利源、顺成、鑫磊焦炉转型升级项目总投资合计42.8亿元；安西铁路联络线项目总投资10亿元；中鼎智能项目2019年10月1日进地、2020年7月1日生产。",
		"The three coking projects of 利源, 顺成 and 鑫磊 total 42.8 亿元, the 安西 railway link 10 亿元; 中鼎智能 entered its site on 2019-10-01 and produced from 2020-07-01.",
		"申报省重点项目储备库21个、359.45亿元，其中产业转型发展14个、297.30亿元，已入库5个；省发改委重大项目库入库40个、323.15亿元；补短板“982”工程110个，年度计划投资175.53亿元。",
		"Reserve: 21 projects declared to the provincial library with 359.45 亿元, of these 14 for industrial transformation with 297.30, 5 admitted; 40 admitted to that of the provincial DRC with 323.15; programme “982”: 110 projects, 175.53 planned for the year.",
		"签约亿元以上项目29个，其中新开工21个，10余个主导类工业项目落地；上半年集中开工2次、12个项目、120.15亿元；专项债券4亿元，涵盖11个项目，已开工8个。",
		"Attraction: 29 projects of 100 million yuan and more signed, 21 of them started, more than 10 landed; 2 ceremonies with 12 starts and 120.15 亿元; special bonds of 4 亿元 for 11 projects, 8 started.",
		"16个新开工项目涉及手续80项，办结76项；审批压减至100个工作日以内，力争年底前减至50个。 / Approvals: 80 procedures of 16 new starts, 76 done; limit of 100 working days, goal of 50 by the end of the year.",
		"",
		"虚构数据 / Made up",
		"各项目的分项数额（合计与公报一致）、公报未提及的项目、全部编号、人名（某某）、责任单位、2019年1月至2020年6月的指标、其他目标、节点和工序、各项手续和问题、观摩评分、企业日报、位次、相邻各区的全部数据。",
		"The split over the single projects (it adds up to the bulletin's totals), the projects the bulletin does not name, all numbers of projects, people (某), responsible units, the indicators of January 2019 to June 2020, the other targets, milestones and activities, single procedures and obstacles, marks of visits, daily figures of enterprises, places in the ranking, and everything about the sister districts.",
		"公报列举的项目是否都在28个重点项目之内，公报未写明；本表假定如此。",
		"The bulletin does not say whether all projects it names are among the 28; these tables assume so.",
	}
}
